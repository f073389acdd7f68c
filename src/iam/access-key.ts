import { randomBytes, randomInt } from 'node:crypto'

import type { Database } from '../database/connect.ts'
import type { Caller } from './caller.ts'
import type { MasterKey } from './master-key.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** A new access key: 20 characters, as the vendor's. */
export const newAccessKey = (): string =>
  Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** A new secret key: 40 characters, 240 random bits. */
export const newSecretKey = (): string => randomBytes(30).toString('base64url')

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

/** Whose an access key is, with its sealed secret; undefined: nobody's, or disabled. */
export async function accountOfAccessKey(
  database: Database,
  accessKey: string,
): Promise<{ caller: Caller; sealedSecretKey: Buffer } | undefined> {
  const row = await database
    .selectFrom('access_keys')
    .innerJoin('iam_users', 'iam_users.id', 'access_keys.iam_user_id')
    .innerJoin('accounts', 'accounts.id', 'access_keys.account_id')
    .where('access_key', '=', accessKey)
    .where('access_keys.enabled', '=', true)
    .where('iam_users.enabled', '=', true)
    .select([
      'sealed_secret_key',
      'accounts.id as account_id',
      'accounts.name as account_name',
      'iam_users.id as user_id',
      'iam_users.name as user_name',
      'iam_users.is_account',
    ])
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    sealedSecretKey: row.sealed_secret_key,
    caller: {
      accountId: row.account_id,
      accountName: row.account_name,
      userId: row.user_id,
      userName: row.user_name,
      isAccount: row.is_account,
      accessKey,
      tokenProjectId: null,
    },
  }
}
