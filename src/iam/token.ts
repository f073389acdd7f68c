import { createHash, randomBytes } from 'node:crypto'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import type { Caller } from './caller.ts'

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
  const row = await database
    .selectFrom('tokens')
    .innerJoin('iam_users', 'iam_users.id', 'tokens.iam_user_id')
    .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
    .where('token_hash', '=', hash(token))
    .select([
      'tokens.expires_at',
      'tokens.project_id',
      'accounts.id as account_id',
      'accounts.name as account_name',
      'iam_users.id as user_id',
      'iam_users.name as user_name',
      'iam_users.is_account',
      'iam_users.enabled',
    ])
    .executeTakeFirst()
  if (row === undefined || !row.enabled) throw errors.tokenUnreadable()
  if (row.expires_at.getTime() <= Date.now()) throw errors.tokenExpired(row.expires_at.toISOString())
  return {
    accountId: row.account_id,
    accountName: row.account_name,
    userId: row.user_id,
    userName: row.user_name,
    isAccount: row.is_account,
    accessKey: null,
    tokenProjectId: row.project_id,
  }
}
