import type pg from 'pg'

import { forAccount, forMaintenance } from '../../database/scope.ts'
import { errors } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { newSecret } from '../../secret.ts'
import { newAccessKey, newSecretKey } from '../access-key.ts'
import type { AuthorizationMode } from '../caller.ts'
import { endTokensOf } from '../end-tokens.ts'
import type { Credentials } from '../credentials.ts'
import type { MasterKey } from '../master-key.ts'
import { hashPassword } from '../password.ts'
import { storeAccount } from '../store-account.ts'
import { checkName, checkPassword } from './names.ts'
import { withUniqueName } from './unique.ts'

export interface Account {
  readonly id: string
  readonly name: string
  readonly authorization_mode: AuthorizationMode
  readonly enabled: boolean
  readonly created_at: Date
}

export interface NewAccount {
  readonly name: string
  /** Of the administrator; made up where it is not given. */
  readonly password?: string | undefined
  /** Name of the first project: the region, where SDKs look for it. */
  readonly project: string
}

const COLUMNS = ['id', 'name', 'authorization_mode', 'enabled', 'created_at'] as const
const ADMINISTRATOR = 'admin'

/**
 * Creates an account with its administrator, access key, default enterprise project and first project.
 *
 * @returns what its administrator needs to sign in and to call; shown this once
 * @throws ApiError parameterInvalid, identityNameTaken
 */
export async function createAccount(
  pool: pg.Pool,
  masterKey: MasterKey,
  { name, project, password = newSecret(18) }: NewAccount,
): Promise<Credentials> {
  checkName('account', name)
  checkName('project', project)
  checkPassword(password, ADMINISTRATOR)
  const passwordHash = await hashPassword(password)
  const accountId = newId()
  const credentials: Credentials = {
    account: name,
    user: ADMINISTRATOR,
    password,
    project_id: newId(),
    access_key: newAccessKey(),
    secret_key: newSecretKey(),
  }
  const account = { accountId, userId: newId(), passwordHash, projectName: project }
  await withUniqueName('account', name, () =>
    forAccount(pool, accountId)
      .transaction()
      .execute((transaction) => storeAccount(transaction, masterKey, credentials, account)),
  )
  return credentials
}

/** All accounts of the server, oldest first: for the command line only. */
export async function listAccounts(pool: pg.Pool): Promise<Account[]> {
  return await forMaintenance(pool)
    .selectFrom('accounts')
    .select(COLUMNS)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/**
 * Enables or disables an account, or has it judge its users by the other kind of policies. All of its tokens end.
 *
 * @throws ApiError identityUnknown
 */
export async function updateAccount(
  pool: pg.Pool,
  accountId: string,
  change: { enabled?: boolean; authorization_mode?: AuthorizationMode },
): Promise<Account> {
  return await forAccount(pool, accountId)
    .transaction()
    .execute(async (transaction) => {
      const account = await transaction
        .updateTable('accounts')
        .set(change)
        .where('id', '=', accountId)
        .returning(COLUMNS)
        .executeTakeFirst()
      if (account === undefined) throw errors.identityUnknown('domain', accountId)
      const users = await transaction
        .selectFrom('iam_users')
        .select('id')
        .where('account_id', '=', accountId)
        .execute()
      await endTokensOf(
        transaction,
        users.map(({ id }) => id),
      )
      return account
    })
}
