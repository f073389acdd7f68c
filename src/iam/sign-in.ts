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
  const { rows } = await sql<
    CallerRow & { password_hash: string | null; enabled: boolean; token_generation: number }
  >`
    SELECT * FROM user_named(${claim.id ?? null}, ${claim.name ?? null},
      ${claim.domain?.id ?? null}, ${claim.domain?.name ?? null})`.execute(database)
  const [user] = rows
  const caller = user && callerOf(user, { accessKey: null, tokenProjectId: null })
  if (caller !== undefined) presented(caller)
  const proven = await passwordMatches(claim.password, user?.password_hash ?? null)
  if (user === undefined || caller === undefined || !proven || !user.enabled) throw errors.passwordWrong()
  return { caller, generation: user.token_generation }
}
