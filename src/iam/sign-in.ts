import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import type { Caller } from './caller.ts'
import { passwordMatches } from './password.ts'

/** Who says to be whom: a user's ID, or its name in an account. */
export interface PasswordClaim {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly domain?: { readonly id?: string | undefined; readonly name?: string | undefined } | undefined
  readonly password: string
}

/**
 * The user that a password proves.
 *
 * @throws ApiError passwordWrong, the same for an unknown account, an unknown user and a wrong password, after
 *   the same work
 */
export async function signIn(database: Database, claim: PasswordClaim): Promise<Caller> {
  const user = await findUser(database, claim)
  const proven = await passwordMatches(claim.password, user?.password_hash ?? null)
  if (user === undefined || !proven || !user.enabled) throw errors.passwordWrong()
  return {
    accountId: user.account_id,
    accountName: user.account_name,
    userId: user.id,
    userName: user.name,
    isAccount: user.is_account,
    accessKey: null,
    tokenProjectId: null,
  }
}

async function findUser(database: Database, { id, name, domain }: PasswordClaim) {
  let users = database
    .selectFrom('iam_users')
    .innerJoin('accounts', 'accounts.id', 'iam_users.account_id')
    .select([
      'iam_users.id',
      'iam_users.name',
      'iam_users.password_hash',
      'iam_users.is_account',
      'iam_users.enabled',
      'accounts.id as account_id',
      'accounts.name as account_name',
    ])
  if (id !== undefined) users = users.where('iam_users.id', '=', id)
  else if (name !== undefined && domain?.id !== undefined) {
    users = users.where('iam_users.name', '=', name).where('accounts.id', '=', domain.id)
  } else if (name !== undefined && domain?.name !== undefined) {
    users = users.where('iam_users.name', '=', name).where('accounts.name', '=', domain.name)
  } else return undefined
  return await users.executeTakeFirst()
}
