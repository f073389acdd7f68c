import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { endTokensOf } from '../end-tokens.ts'
import { checkDescription, checkName } from './names.ts'
import { withUniqueName } from './unique.ts'

/** A group of IAM users: what it is granted, each of its members has. */
export interface IamGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly created_at: Date
}

const COLUMNS = ['id', 'name', 'description', 'created_at'] as const

/** @throws ApiError parameterInvalid, identityNameTaken */
export async function createGroup(
  database: Database,
  accountId: string,
  { name, description = '' }: { name: string; description?: string | undefined },
): Promise<IamGroup> {
  checkName('group', name)
  checkDescription(description)
  return await withUniqueName('group', name, () =>
    database
      .insertInto('iam_groups')
      .values({ id: newId(), account_id: accountId, name, description })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow(),
  )
}

/** An account's user groups, by name. */
export async function listGroups(database: Database, accountId: string, name?: string): Promise<IamGroup[]> {
  let groups = database.selectFrom('iam_groups').select(COLUMNS).where('account_id', '=', accountId)
  if (name !== undefined) groups = groups.where('name', '=', name)
  return await groups.orderBy('name').execute()
}

/** @throws ApiError identityUnknown */
export async function showGroup(database: Database, accountId: string, id: string): Promise<IamGroup> {
  const group = await database
    .selectFrom('iam_groups')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (group === undefined) throw errors.identityUnknown('group', id)
  return group
}

/** @throws ApiError identityUnknown, parameterInvalid, identityNameTaken */
export async function updateGroup(
  database: Database,
  accountId: string,
  id: string,
  change: { name?: string | undefined; description?: string | undefined },
): Promise<IamGroup> {
  const before = await showGroup(database, accountId, id)
  const { name = before.name, description = before.description } = change
  checkName('group', name)
  checkDescription(description)
  const changed = await withUniqueName('group', name, () =>
    database
      .updateTable('iam_groups')
      .set({ name, description })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .returning(COLUMNS)
      .executeTakeFirst(),
  )
  if (changed === undefined) throw errors.identityUnknown('group', id)
  return changed
}

/**
 * Deletes a group with its memberships and grants; its members stay.
 *
 * @throws ApiError identityUnknown
 */
export async function deleteGroup(database: Database, accountId: string, id: string): Promise<void> {
  await showGroup(database, accountId, id)
  await database.transaction().execute(async (transaction) => {
    const members = await transaction
      .deleteFrom('iam_group_members')
      .where('account_id', '=', accountId)
      .where('group_id', '=', id)
      .returning('user_id')
      .execute()
    await transaction
      .deleteFrom('iam_groups')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .execute()
    await endTokensOf(
      transaction,
      members.map(({ user_id }) => user_id),
    )
  })
}
