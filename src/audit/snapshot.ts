import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'

import { compileStatement } from '../database/compile.ts'
import { type EventFilter, type EventScope, eventConditions } from './event-filter.ts'
import type { StoredEvent } from './list-events.ts'

/** Events that are read at a time. */
const PAGE = 2000

/** The events of one instant. */
export interface EventSnapshot {
  readonly at: Date
  readonly total: number
  /** Newest first; to be read once. */
  readonly pages: AsyncIterable<StoredEvent[]>
}

/**
 * Reads events of one snapshot of the audit trail by a cursor: as many as there are, in constant memory.
 *
 * @param pool under the role that serves requests: row-level security shows the account's events only
 */
export async function withSnapshot<T>(
  pool: pg.Pool,
  scope: EventScope,
  filter: EventFilter,
  use: (snapshot: EventSnapshot) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows: begun } = await client.query<{ at: Date }>(
      `SELECT clock_timestamp() AS at, set_config('muster.account_id', $1, true)`,
      [scope.accountId],
    )
    const where = sql.join(eventConditions(scope, filter), sql` AND `)
    const [counted] = await run<{ total: number }>(
      client,
      sql`SELECT count(*) AS total FROM audit_events WHERE ${where}`,
    )
    await run(
      client,
      sql`DECLARE events NO SCROLL CURSOR FOR
        SELECT * FROM audit_events WHERE ${where} ORDER BY occurred_at DESC, id DESC`,
    )
    const [instant] = begun
    if (instant === undefined || counted === undefined) throw new Error('The audit trail was not counted')
    return await use({ at: instant.at, total: counted.total, pages: pagesOf(client) })
  } finally {
    await client.query('ROLLBACK').catch(() => {})
    client.release()
  }
}

async function* pagesOf(client: pg.PoolClient): AsyncGenerator<StoredEvent[]> {
  for (;;) {
    const { rows } = await client.query<StoredEvent>(`FETCH ${PAGE} FROM events`)
    if (rows.length === 0) return
    yield rows
  }
}

async function run<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  statement: RawBuilder<unknown>,
): Promise<Row[]> {
  const { text, values } = compileStatement(statement)
  return (await client.query<Row>(text, values)).rows
}
