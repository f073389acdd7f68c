import { createHash } from 'node:crypto'

import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { sharedLookUp } from '../database/shared-look-up.ts'
import { errors } from '../errors.ts'
import { newSecret } from '../secret.ts'
import type { Caller } from './caller.ts'
import { type CallerRow, callerOf } from './caller-row.ts'

/** How long a token is good for (contract, iam.md section 2). */
const LIFETIME_MS = 24 * 3600 * 1000

export interface IssuedToken {
  /** The secret that the caller sends as X-Auth-Token: 256 random bits in base64url. */
  readonly token: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** Whom a new token is for, and what it is good for. */
interface Claim {
  readonly accountId: string
  readonly userId: string
  readonly projectId: string | null
  readonly methods: readonly string[]
  /** The user's generation of tokens when the proof was looked at; absent: the present one. */
  readonly generation?: number
  /** The new token ends no later than this. */
  readonly notAfter?: Date
}

/** What is kept of a token. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The method of a code that signs in once: it is no token (sign-in-link.ts). */
export const SIGN_IN_LINK = 'sign-in-link'

/**
 * Issues a token; only its hash is kept.
 *
 * @throws ApiError tokenOutdated where the user's tokens were ended since the proof was looked at
 */
export async function issueToken(database: Database, claim: Claim): Promise<IssuedToken> {
  const { accountId, userId, generation = null, notAfter } = claim
  const token = newSecret(32)
  const issuedAt = new Date()
  const latest = issuedAt.getTime() + LIFETIME_MS
  const expiresAt = new Date(Math.min(latest, notAfter?.getTime() ?? latest))
  // FOR SHARE: while this runs, nobody ends the user's tokens, and what was ended before is seen here.
  const { numAffectedRows } = await sql`
    INSERT INTO tokens (token_hash, account_id, iam_user_id, project_id, methods, generation, issued_at, expires_at)
    SELECT ${hashOf(token)}, account_id, id, ${claim.projectId}, ${claim.methods}::text[], token_generation,
      ${issuedAt}::timestamptz, ${expiresAt}::timestamptz
    FROM iam_users
    WHERE id = ${userId} AND account_id = ${accountId}
      AND token_generation = coalesce(${generation}::integer, token_generation)
    FOR SHARE`.execute(database)
  if (numAffectedRows !== 1n) throw errors.tokenOutdated()
  return { token, issuedAt, expiresAt }
}

/** A token that holds: who it stands for, and what it says. */
export interface ValidToken {
  readonly caller: Caller
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly methods: readonly string[]
  readonly generation: number
}

interface TokenRow extends CallerRow {
  readonly issued_at: Date
  readonly expires_at: Date
  readonly project_id: string | null
  readonly methods: string[]
  readonly generation: number
  readonly outdated: boolean
}

/**
 * What a token says, where it holds.
 *
 * @param presented is told whose it is, also where it holds no longer
 * @throws ApiError tokenUnreadable, tokenExpired, tokenOutdated
 */
export async function readToken(
  database: Database,
  token: string,
  presented: (caller: Caller) => void = () => {},
): Promise<ValidToken> {
  const valid = await readAnyToken(database, token, presented)
  if (valid.methods.includes(SIGN_IN_LINK)) throw errors.tokenUnreadable()
  return valid
}

/** The same of a sign-in link's code as well. */
export async function readAnyToken(
  database: Database,
  token: string,
  presented: (caller: Caller) => void = () => {},
): Promise<ValidToken> {
  const hash = hashOf(token)
  const [row] = await sharedLookUp(
    database,
    `token ${hash.toString('base64')}`,
    async () => (await sql<TokenRow>`SELECT * FROM caller_of_token(${hash})`.execute(database)).rows,
  )
  if (row === undefined) throw errors.tokenUnreadable()
  const caller = callerOf(row, { accessKey: null, tokenProjectId: row.project_id })
  presented(caller)
  if (row.expires_at.getTime() <= Date.now()) throw errors.tokenExpired(row.expires_at.toISOString())
  if (row.outdated) throw errors.tokenOutdated()
  return {
    caller,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    methods: row.methods,
    generation: row.generation,
  }
}

/**
 * The caller that a token stands for.
 *
 * @throws ApiError tokenUnreadable, tokenExpired, tokenOutdated
 */
export const callerOfToken = async (
  database: Database,
  token: string,
  presented: (caller: Caller) => void = () => {},
): Promise<Caller> => (await readToken(database, token, presented)).caller

/**
 * Revokes a token: as if it had never been.
 *
 * @param database as the token's account sees it
 */
export async function revokeToken(database: Database, token: string): Promise<void> {
  await database.deleteFrom('tokens').where('token_hash', '=', hashOf(token)).execute()
}
