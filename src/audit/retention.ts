import pg from 'pg'

/** Events that one transaction deletes. */
const BATCH = 10_000

/**
 * Deletes the events that are older than the days they are kept. It is done as the owner of the tables, since the role
 * that serves requests may not, whatever it is made to do.
 *
 * @param url of the role that owns the tables
 * @param days 0: all are kept
 * @returns how many were deleted
 */
export async function expireEvents(
  url: string,
  accountIds: readonly string[],
  days: number,
): Promise<number> {
  if (days === 0) return 0
  const client = new pg.Client({ connectionString: url, application_name: 'muster audit retention' })
  // The error comes to the statement that runs as well; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    let deleted = 0
    for (const accountId of accountIds) {
      for (let last = BATCH; last === BATCH; deleted += last) {
        last = await deleteBatch(client, accountId, days)
      }
    }
    return deleted
  } finally {
    await client.end()
  }
}

async function deleteBatch(client: pg.Client, accountId: string, days: number): Promise<number> {
  await client.query('BEGIN')
  try {
    await client.query(
      `SELECT set_config('muster.account_id', $1, true), set_config('muster.audit_retention', 'on', true)`,
      [accountId],
    )
    const { rowCount } = await client.query(
      `DELETE FROM audit_events WHERE id IN (
         SELECT id FROM audit_events
         WHERE account_id = $1 AND occurred_at < clock_timestamp() - make_interval(days => $2)
         ORDER BY occurred_at LIMIT $3)`,
      [accountId, days, BATCH],
    )
    await client.query('COMMIT')
    return rowCount ?? 0
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
