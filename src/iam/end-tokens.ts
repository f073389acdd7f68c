import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'

/**
 * Ends all tokens of users, and their temporary access keys, which somebody with a token could have made: to be
 * called whenever a user, its password, keys, user groups or grants change (contract, iam.md section 2). Best in the
 * transaction that makes the change; who signs in at the same time gets a token of before, which does not hold, or of
 * after.
 *
 * @param database as the users' account sees it
 */
export async function endTokensOf(database: Database, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  // In one order, so that two changes of the same users wait for each other rather than for ever.
  await database
    .selectFrom('iam_users')
    .select('id')
    .where('id', 'in', userIds)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  // The users' rows are ours now: what was being issued is there, so that the last statement finds it.
  await database
    .updateTable('iam_users')
    .set({ token_generation: sql<number>`token_generation + 1` })
    .where('id', 'in', userIds)
    .execute()
  await database
    .deleteFrom('access_keys')
    .where('iam_user_id', 'in', userIds)
    .where('expires_at', 'is not', null)
    .execute()
}
