import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import { newSecret } from '../secret.ts'
import { type PresentedKey, newAccessKey, newSecretKey } from './access-key.ts'
import type { MasterKey } from './master-key.ts'

/** An access key that ends by itself; requests signed with it carry its security token. */
export interface TemporaryKey {
  readonly accessKey: string
  readonly secretKey: string
  readonly securityToken: string
  readonly expiresAt: Date
}

const hash = (securityToken: string) => createHash('sha256').update(securityToken).digest()

/**
 * Makes a temporary key; its secret is sealed, of its security token only the hash is kept.
 *
 * @param database as the user's account sees it
 * @throws ApiError tokenOutdated where the user is no more
 */
export async function createTemporaryKey(
  database: Database,
  masterKey: MasterKey,
  { accountId, userId, seconds }: { accountId: string; userId: string; seconds: number },
): Promise<TemporaryKey> {
  const key = {
    accessKey: newAccessKey(),
    secretKey: newSecretKey(),
    securityToken: newSecret(48),
    expiresAt: new Date(Date.now() + seconds * 1000),
  }
  // FOR SHARE: whoever ends the user's temporary keys at this moment waits, and finds this one.
  const { numAffectedRows } = await sql`
    INSERT INTO access_keys
      (access_key, account_id, iam_user_id, sealed_secret_key, security_token_hash, expires_at)
    SELECT ${key.accessKey}, account_id, id, ${masterKey.seal(key.secretKey, key.accessKey)}::bytea,
      ${hash(key.securityToken)}::bytea, ${key.expiresAt}::timestamptz
    FROM iam_users WHERE id = ${userId} AND account_id = ${accountId} AND enabled
    FOR SHARE`.execute(database)
  if (numAffectedRows !== 1n) throw errors.tokenOutdated()
  return key
}

/** Whether an access key of the account ends by itself. */
export async function isTemporaryKey(database: Database, accessKey: string): Promise<boolean> {
  const row = await database
    .selectFrom('access_keys')
    .select('access_key')
    .where('access_key', '=', accessKey)
    .where('expires_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Checks what a temporary key needs beside a good signature (contract, iam.md section 1): that it has not expired, and
 * that its own security token came with it and was signed, so that nobody could put one in on the way. With a
 * permanent key a security token says nothing and is passed over.
 *
 * @throws ApiError with status 401
 */
export function requireSecurityToken(
  { securityTokenHash, expiresAt }: PresentedKey,
  headers: IncomingHttpHeaders,
  signedHeaders: ReadonlySet<string>,
): void {
  if (expiresAt !== null && expiresAt.getTime() <= Date.now())
    throw errors.signatureMalformed(`the access key expired at ${expiresAt.toISOString()}`)
  if (securityTokenHash === null) return
  const presented = headers['x-security-token']
  if (typeof presented !== 'string' || presented === '')
    throw errors.signatureMalformed('X-Security-Token of the temporary access key not found')
  if (!signedHeaders.has('x-security-token'))
    throw errors.signatureMalformed('X-Security-Token is not among SignedHeaders')
  if (!timingSafeEqual(hash(presented), securityTokenHash))
    throw errors.signatureMalformed('X-Security-Token is not that of the access key')
}
