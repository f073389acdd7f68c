import { createHash, randomBytes } from 'node:crypto'

import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
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

const hash = (token: string) => createHash('sha256').update(token).digest()

/** Issues a token; only its hash is kept. */
export async function issueToken(
  database: Database,
  scope: { accountId: string; userId: string; projectId: string | null; methods: string[] },
): Promise<IssuedToken> {
  const token = randomBytes(32).toString('base64url')
  const issuedAt = new Date()
  const expiresAt = new Date(issuedAt.getTime() + LIFETIME_MS)
  await database
    .insertInto('tokens')
    .values({
      token_hash: hash(token),
      account_id: scope.accountId,
      iam_user_id: scope.userId,
      project_id: scope.projectId,
      methods: scope.methods,
      issued_at: issuedAt,
      expires_at: expiresAt,
    })
    .execute()
  return { token, issuedAt, expiresAt }
}

/**
 * The caller that a token stands for.
 *
 * @throws ApiError tokenUnreadable, tokenExpired
 */
export async function callerOfToken(database: Database, token: string): Promise<Caller> {
  const { rows } = await sql<CallerRow & { expires_at: Date; project_id: string | null }>`
    SELECT * FROM caller_of_token(${hash(token)})`.execute(database)
  const [row] = rows
  if (row === undefined) throw errors.tokenUnreadable()
  if (row.expires_at.getTime() <= Date.now()) throw errors.tokenExpired(row.expires_at.toISOString())
  return callerOf(row, { accessKey: null, tokenProjectId: row.project_id })
}
