import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import type { Caller } from './caller.ts'
import { type CallerRow, callerOf } from './caller-row.ts'
import { passwordMatches } from './password.ts'

/** Who says to be whom: a user's ID, or its name in an account. */
export interface PasswordClaim {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly domain?: { readonly id?: string | undefined; readonly name?: string | undefined } | undefined
  readonly password: string
}

/** Who a password proves, and of which generation a token is that rests on this proof. */
export interface SignedIn {
  readonly caller: Caller
  readonly generation: number
}

/**
 * The user that a password proves.
 *
 * @param presented is told who the user is, where there is one, before its password is looked at
 * @throws ApiError passwordWrong, the same for an unknown account, an unknown user and a wrong password, after
 *   the same work
 */
export async function signIn(
  database: Database,
  claim: PasswordClaim,
  presented: (caller: Caller) => void = () => {},
): Promise<SignedIn> {
  const user = await userNamed(database, claim)
  const caller = user && callerOf(user, { accessKey: null, tokenProjectId: null })
  if (caller !== undefined) presented(caller)
  const proven = await passwordMatches(claim.password, user?.password_hash ?? null)
  if (user === undefined || caller === undefined || !proven || !user.enabled) throw errors.passwordWrong()
  return { caller, generation: user.token_generation }
}

/** The ID of an account's user and of the account, by their names; null: there is none. */
export async function findUser(
  database: Database,
  accountName: string,
  name: string,
): Promise<{ accountId: string; userId: string } | null> {
  const user = await userNamed(database, { name, domain: { name: accountName } })
  return user === undefined ? null : { accountId: user.account_id, userId: user.user_id }
}

interface NamedUser extends CallerRow {
  readonly password_hash: string | null
  readonly enabled: boolean
  readonly token_generation: number
}

async function userNamed(
  database: Database,
  { id, name, domain }: Omit<PasswordClaim, 'password'>,
): Promise<NamedUser | undefined> {
  const { rows } = await sql<NamedUser>`
    SELECT * FROM user_named(${id ?? null}, ${name ?? null}, ${domain?.id ?? null}, ${domain?.name ?? null})`.execute(
    database,
  )
  return rows[0]
}
