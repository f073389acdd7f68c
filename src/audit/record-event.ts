import type { Insertable } from 'kysely'
import type pg from 'pg'

import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import { newId } from '../ids.ts'
import { boundedDetails, boundedText, boundedTexts } from './bounded.ts'
import type { AuditEvent } from './event.ts'

/**
 * Adds an event to the audit trail.
 *
 * @param database as the event's account sees it; a transaction: both are there, the change and its event, or neither
 */
export async function recordEvent(database: Database, event: AuditEvent): Promise<void> {
  await database.insertInto('audit_events').values(rowOf(event)).execute()
}

/**
 * The same in one statement that sets the account for itself: 0.9 ms instead of the 1.8 of a transaction that begins
 * with the setting. The row passes the policy only once it is there, so after the setting, from which it is joined.
 */
export async function recordAlone(pool: pg.Pool, event: AuditEvent): Promise<void> {
  const row = rowOf(event)
  await pool.query(
    `WITH account AS MATERIALIZED (SELECT set_config('muster.account_id', $1, true))
     INSERT INTO audit_events
     SELECT event.* FROM account, jsonb_populate_record(NULL::audit_events, $2::jsonb) AS event`,
    [event.accountId, JSON.stringify({ ...row, details: JSON.parse(row.details) as object })],
  )
}

type Row = Insertable<Tables['audit_events']> & { readonly details: string }

const rowOf = (event: AuditEvent): Row => ({
  id: newId(),
  account_id: event.accountId,
  project_id: event.projectId,
  // The process's clock, like the ID's: both sort alike.
  occurred_at: new Date(),
  operation: event.operation,
  action: event.action,
  principal: boundedText(event.principal),
  user_id: event.userId,
  user_name: boundedText(event.userName),
  is_account: event.isAccount,
  credential: boundedText(event.credential),
  remote_address: event.remoteAddress,
  resources: boundedTexts(event.resources),
  outcome: event.outcome,
  status: event.status,
  error_code: event.errorCode,
  request_id: event.requestId,
  details: boundedDetails(event.details),
})
