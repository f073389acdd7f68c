import type pg from 'pg'

import type { Database } from '../database/connect.ts'
import { forAccount } from '../database/scope.ts'
import { errors } from '../errors.ts'
import type { Caller } from './caller.ts'
import { SIGN_IN_LINK, hashOf, issueToken, readAnyToken } from './token.ts'

/** How long a link may lie in a terminal before somebody follows it. */
const LIFETIME_MS = 10 * 60 * 1000

/**
 * Makes a link that signs a user in once, within ten minutes. Its code stands in the fragment, which browsers send
 * nowhere.
 *
 * @param endpoint base URL of the server
 */
export async function makeSignInLink(
  pool: pg.Pool,
  endpoint: string,
  user: { readonly accountId: string; readonly userId: string },
): Promise<string> {
  const { token } = await issueToken(forAccount(pool, user.accountId), {
    ...user,
    projectId: null,
    methods: [SIGN_IN_LINK],
    notAfter: new Date(Date.now() + LIFETIME_MS),
  })
  return `${endpoint}/sign-in#code=${token}`
}

/**
 * Takes a link's code: whoever comes first.
 *
 * @param presented is told whose it is, also where it holds no longer
 * @returns whom it signs in
 * @throws ApiError tokenUnreadable for a code that is none, or was taken; tokenExpired, tokenOutdated
 */
export async function redeemSignInLink(
  pool: pg.Pool,
  database: Database,
  code: string,
  presented: (caller: Caller) => void = () => {},
): Promise<{ caller: Caller; generation: number }> {
  const { caller, generation, methods } = await readAnyToken(database, code, presented)
  if (!methods.includes(SIGN_IN_LINK)) throw errors.tokenUnreadable()
  const { numDeletedRows } = await forAccount(pool, caller.accountId)
    .deleteFrom('tokens')
    .where('token_hash', '=', hashOf(code))
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw errors.tokenUnreadable()
  return { caller, generation }
}
