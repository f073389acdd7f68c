import type pg from 'pg'

/** How many connections servers and workers hold to the database; commands call theirs by another name (connect.ts). */
export async function connectedServers(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ connections: number }>(
    `SELECT count(*) AS connections FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'muster'`,
  )
  return rows[0]?.connections ?? 0
}
