import { randomInt } from 'node:crypto'

import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { newSecret } from '../secret.ts'
import type { Caller } from './caller.ts'
import { type CallerRow, callerOf } from './caller-row.ts'
import type { MasterKey } from './master-key.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** A new access key: 20 characters, as the vendor's. */
export const newAccessKey = (): string =>
  Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** A new secret key: 40 characters, 240 random bits. */
export const newSecretKey = (): string => newSecret(30)

/** Stores an access key; its secret is sealed. */
export async function storeAccessKey(
  database: Database,
  masterKey: MasterKey,
  key: { accessKey: string; secretKey: string; accountId: string; userId: string },
): Promise<void> {
  await database
    .insertInto('access_keys')
    .values({
      access_key: key.accessKey,
      account_id: key.accountId,
      iam_user_id: key.userId,
      sealed_secret_key: masterKey.seal(key.secretKey, key.accessKey),
    })
    .execute()
}

/** An access key as the check of a signature needs it. */
export interface PresentedKey {
  readonly caller: Caller
  readonly sealedSecretKey: Buffer
  /** Of a temporary key: the hash of the security token that must come with it. */
  readonly securityTokenHash: Buffer | null
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  /** Whether wrong signatures came from the address lately, and whether they were so many that it is locked out. */
  readonly failedLately: boolean
  readonly locked: boolean
}

/**
 * Whose an access key is, with its sealed secret; undefined: nobody's, or disabled.
 *
 * @param remoteAddress whose failures are looked up in the same statement (lockout.ts)
 */
export async function findAccessKey(
  database: Database,
  accessKey: string,
  remoteAddress = '',
): Promise<PresentedKey | undefined> {
  const { rows } = await sql<
    CallerRow & {
      sealed_secret_key: Buffer
      security_token_hash: Buffer | null
      expires_at: Date | null
      last_used_at: Date | null
      failed_lately: boolean
      locked: boolean
    }
  >`SELECT * FROM caller_of_access_key(${accessKey}, ${remoteAddress})`.execute(database)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    sealedSecretKey: row.sealed_secret_key,
    securityTokenHash: row.security_token_hash,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    failedLately: row.failed_lately,
    locked: row.locked,
    caller: callerOf(row, { accessKey, tokenProjectId: null }),
  }
}
