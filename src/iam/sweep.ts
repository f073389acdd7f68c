import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'

/**
 * Deletes an account's tokens and temporary access keys that expired a day ago: until then who presents one is told
 * that it has expired.
 *
 * @param database as the account sees it
 */
export async function sweepCredentials(database: Database): Promise<void> {
  const aDayAgo = sql<Date>`now() - interval '1 day'`
  await database.deleteFrom('tokens').where('expires_at', '<', aDayAgo).execute()
  await database.deleteFrom('access_keys').where('expires_at', '<', aDayAgo).execute()
}
