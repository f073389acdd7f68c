import type pg from 'pg'

/** How busy the queue is, over all processes. */
export interface QueueState {
  /** Tasks that nobody works on yet. */
  readonly waiting: number
  readonly running: number
  /** Since when the first of those that wait does; 0: none waits. */
  readonly oldestWaitingSeconds: number
  /** Age of the oldest snapshot that an export reads: so long VACUUM cleans nothing, anywhere in the database. */
  readonly oldestSnapshotSeconds: number
}

/** Asks PostgreSQL for the state of the queue; it tells of no account and no task. */
export async function queueState(pool: pg.Pool): Promise<QueueState> {
  const client = await pool.connect()
  try {
    // Whose sessions these are may look at them: the role that signed in, not the one that requests take.
    await client.query('BEGIN; SET LOCAL ROLE NONE; SET LOCAL statement_timeout = 5000')
    const { rows } = await client.query<Record<keyof QueueState, number>>(
      `SELECT waiting, running, "oldestWaitingSeconds", coalesce((
         SELECT max(extract(epoch FROM clock_timestamp() - xact_start)) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'muster export'
       ), 0)::float8 AS "oldestSnapshotSeconds"
       FROM (
         SELECT count(*) FILTER (WHERE state < 'active')::int AS waiting,
           count(*) FILTER (WHERE state = 'active')::int AS running,
           coalesce(extract(epoch FROM clock_timestamp() - min(created_on) FILTER (WHERE state < 'active')), 0)::float8
             AS "oldestWaitingSeconds"
         FROM pgboss.job WHERE name = 'exports' AND state <= 'active'
       ) AS jobs`,
    )
    await client.query('COMMIT')
    const [state] = rows
    if (state === undefined) throw new Error('PostgreSQL does not say how busy the queue is')
    client.release()
    return state
  } catch (error) {
    // A connection whose role is not known for certain serves nobody else.
    client.release(true)
    throw error
  }
}
