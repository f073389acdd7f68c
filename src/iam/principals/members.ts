import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { endTokensOf } from '../end-tokens.ts'
import { type IamGroup, showGroup } from './groups.ts'
import { type IamUser, showUser } from './users.ts'

/**
 * Puts a user into a group; one that is in it already stays.
 *
 * @throws ApiError identityUnknown
 */
export async function addMember(
  database: Database,
  accountId: string,
  { groupId, userId }: { groupId: string; userId: string },
): Promise<void> {
  // Foreign keys see all accounts' rows, row-level security or not: that both are the account's is asked for here.
  await showGroup(database, accountId, groupId)
  await showUser(database, accountId, userId)
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('iam_group_members')
      .values({ account_id: accountId, group_id: groupId, user_id: userId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await endTokensOf(transaction, [userId])
  })
}

/** @throws ApiError identityUnknown where the user is not in the group */
export async function removeMember(
  database: Database,
  accountId: string,
  { groupId, userId }: { groupId: string; userId: string },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('iam_group_members')
      .where('account_id', '=', accountId)
      .where('group_id', '=', groupId)
      .where('user_id', '=', userId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw errors.identityUnknown('user in the group', userId)
    await endTokensOf(transaction, [userId])
  })
}

/** The users in a group, by name. */
export async function membersOf(database: Database, accountId: string, groupId: string): Promise<IamUser[]> {
  await showGroup(database, accountId, groupId)
  return await database
    .selectFrom('iam_users')
    .innerJoin('iam_group_members', 'iam_group_members.user_id', 'iam_users.id')
    .select(['id', 'name', 'description', 'email', 'enabled', 'is_account', 'created_at'])
    .where('iam_users.account_id', '=', accountId)
    .where('group_id', '=', groupId)
    .orderBy('name')
    .execute()
}

/** The groups that a user is in, by name. */
export async function groupsOf(database: Database, accountId: string, userId: string): Promise<IamGroup[]> {
  await showUser(database, accountId, userId)
  return await database
    .selectFrom('iam_groups')
    .innerJoin('iam_group_members', 'iam_group_members.group_id', 'iam_groups.id')
    .select(['id', 'name', 'description', 'created_at'])
    .where('iam_groups.account_id', '=', accountId)
    .where('user_id', '=', userId)
    .orderBy('name')
    .execute()
}

/** @throws ApiError identityUnknown where the user is not in the group */
export async function requireMember(
  database: Database,
  accountId: string,
  { groupId, userId }: { groupId: string; userId: string },
): Promise<void> {
  await showGroup(database, accountId, groupId)
  const member = await database
    .selectFrom('iam_group_members')
    .select('user_id')
    .where('account_id', '=', accountId)
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (member === undefined) throw errors.identityUnknown('user in the group', userId)
}
