import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { endTokensOf } from '../end-tokens.ts'
import { hashPassword } from '../password.ts'
import { checkDescription, checkEmail, checkName, checkPassword } from './names.ts'
import { withUniqueName } from './unique.ts'

/** A user of an account, as managing shows it: never with its password. */
export interface IamUser {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly email: string
  readonly enabled: boolean
  /** The account itself, which can neither be disabled nor deleted. */
  readonly is_account: boolean
  readonly created_at: Date
}

export interface NewUser {
  readonly name: string
  /** Without one the user cannot sign in, only sign with access keys. */
  readonly password?: string | undefined
  readonly description?: string | undefined
  readonly email?: string | undefined
  readonly enabled?: boolean | undefined
}

const COLUMNS = ['id', 'name', 'description', 'email', 'enabled', 'is_account', 'created_at'] as const

/**
 * Creates an IAM user; it may do nothing yet (contract, iam.md section 3).
 *
 * @throws ApiError parameterInvalid, identityNameTaken
 */
export async function createUser(database: Database, accountId: string, user: NewUser): Promise<IamUser> {
  checkName('user', user.name)
  checkDescription(user.description)
  checkEmail(user.email)
  if (user.password !== undefined) checkPassword(user.password, user.name)
  const passwordHash = user.password === undefined ? null : await hashPassword(user.password)
  return await withUniqueName('user', user.name, () =>
    database
      .insertInto('iam_users')
      .values({
        id: newId(),
        account_id: accountId,
        name: user.name,
        password_hash: passwordHash,
        description: user.description ?? '',
        email: user.email ?? '',
        enabled: user.enabled ?? true,
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow(),
  )
}

/** An account's users, by name. */
export async function listUsers(
  database: Database,
  accountId: string,
  filter: { name?: string | undefined; enabled?: boolean | undefined } = {},
): Promise<IamUser[]> {
  let users = database.selectFrom('iam_users').select(COLUMNS).where('account_id', '=', accountId)
  if (filter.name !== undefined) users = users.where('name', '=', filter.name)
  if (filter.enabled !== undefined) users = users.where('enabled', '=', filter.enabled)
  return await users.orderBy('name').execute()
}

/** @throws ApiError identityUnknown */
export async function showUser(database: Database, accountId: string, id: string): Promise<IamUser> {
  const user = await database
    .selectFrom('iam_users')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (user === undefined) throw errors.identityUnknown('user', id)
  return user
}

/**
 * Changes what is given of a user. A new password, and being disabled, end its tokens.
 *
 * @throws ApiError identityUnknown, parameterInvalid, identityNameTaken, accountProtected for disabling the account itself
 */
export async function updateUser(
  database: Database,
  accountId: string,
  id: string,
  change: Partial<NewUser>,
): Promise<IamUser> {
  const before = await showUser(database, accountId, id)
  if (before.is_account && change.enabled === false) throw errors.accountProtected()
  if (change.name !== undefined) checkName('user', change.name)
  checkDescription(change.description)
  checkEmail(change.email)
  if (change.password !== undefined) checkPassword(change.password, change.name ?? before.name)
  const values = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.description === undefined ? {} : { description: change.description }),
    ...(change.email === undefined ? {} : { email: change.email }),
    ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
    ...(change.password === undefined ? {} : { password_hash: await hashPassword(change.password) }),
  }
  if (Object.keys(values).length === 0) return before
  return await withUniqueName('user', change.name ?? before.name, () =>
    database.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('iam_users')
        .set(values)
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirst()
      if (changed === undefined) throw errors.identityUnknown('user', id)
      await endTokensOf(transaction, [id])
      return changed
    }),
  )
}

/**
 * Deletes a user with its access keys, tokens, memberships and grants. What it made stays, under its name.
 *
 * @throws ApiError identityUnknown, accountProtected
 */
export async function deleteUser(database: Database, accountId: string, id: string): Promise<void> {
  if ((await showUser(database, accountId, id)).is_account) throw errors.accountProtected()
  await database.transaction().execute(async (transaction) => {
    for (const table of ['access_keys', 'tokens'] as const) {
      await transaction
        .deleteFrom(table)
        .where('account_id', '=', accountId)
        .where('iam_user_id', '=', id)
        .execute()
    }
    // Memberships and grants go with the row.
    await transaction
      .deleteFrom('iam_users')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .execute()
  })
}
