import { type Selectable, sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import { type EventFilter, type EventScope, eventConditions } from './event-filter.ts'

/** An event as it is stored. */
export type StoredEvent = Selectable<Tables['audit_events']>

/** One page of events, newest first, and how many there are in all. */
export async function listEvents(
  database: Database,
  query: { scope: EventScope; filter: EventFilter; offset: number; limit: number },
): Promise<{ totalCount: number; events: StoredEvent[] }> {
  const where = sql<boolean>`${sql.join(eventConditions(query.scope, query.filter), sql` AND `)}`
  const events = database.selectFrom('audit_events').where(where)
  const [total, page] = await Promise.all([
    events.select((count) => count.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    events
      .selectAll()
      .orderBy('occurred_at', 'desc')
      .orderBy('id', 'desc')
      .offset(query.offset)
      .limit(query.limit)
      .execute(),
  ])
  return { totalCount: total.count, events: page }
}

/** An event as the API and files of JSON lines have it. */
export const eventOnTheWire = (event: StoredEvent) => ({
  id: event.id,
  time: event.occurred_at.toISOString(),
  project_id: event.project_id,
  operation: event.operation,
  action: event.action,
  outcome: event.outcome,
  status: event.status,
  error_code: event.error_code,
  principal: event.principal,
  user_id: event.user_id,
  user_name: event.user_name,
  is_account: event.is_account,
  credential: event.credential,
  source_ip: event.remote_address,
  resource_ids: event.resources,
  request_id: event.request_id,
  details: event.details,
})
