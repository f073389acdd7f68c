import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { newAccessKey, newSecretKey } from '../access-key.ts'
import { endTokensOf } from '../end-tokens.ts'
import type { MasterKey } from '../master-key.ts'
import { checkDescription } from './names.ts'

/** How many permanent keys a user may have (contract, iam.md section 3). */
const MOST_KEYS = 2

/** An access key, as managing shows it: without its secret. */
export interface ShownKey {
  readonly access_key: string
  readonly user_id: string
  readonly enabled: boolean
  readonly description: string
  readonly created_at: Date
  readonly last_used_at: Date | null
}

/** A new key: the only time that its secret is told. */
export interface NewKey extends ShownKey {
  readonly secret_key: string
}

const COLUMNS = [
  'access_key',
  'iam_user_id as user_id',
  'enabled',
  'description',
  'created_at',
  'last_used_at',
] as const

/**
 * Gives a user another access key.
 *
 * @throws ApiError identityUnknown, accessKeysFull
 */
export async function createKey(
  database: Database,
  masterKey: MasterKey,
  accountId: string,
  { userId, description = '' }: { userId: string; description?: string | undefined },
): Promise<NewKey> {
  checkDescription(description)
  const accessKey = newAccessKey()
  const secretKey = newSecretKey()
  const key = await database.transaction().execute(async (transaction) => {
    // Of several at once each waits for the row, and then sees the keys of those before.
    const user = await transaction
      .selectFrom('iam_users')
      .select('id')
      .where('account_id', '=', accountId)
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (user === undefined) throw errors.identityUnknown('user', userId)
    const keys = await transaction
      .selectFrom('access_keys')
      .select('access_key')
      .where('account_id', '=', accountId)
      .where('iam_user_id', '=', userId)
      .where('expires_at', 'is', null)
      .execute()
    if (keys.length >= MOST_KEYS) throw errors.accessKeysFull(MOST_KEYS)
    return await transaction
      .insertInto('access_keys')
      .values({
        access_key: accessKey,
        account_id: accountId,
        iam_user_id: userId,
        sealed_secret_key: masterKey.seal(secretKey, accessKey),
        description,
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
  })
  return { ...key, secret_key: secretKey }
}

/** The permanent keys of a user, or of all of an account's, oldest first. */
export async function listKeys(database: Database, accountId: string, userId?: string): Promise<ShownKey[]> {
  let keys = database
    .selectFrom('access_keys')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('expires_at', 'is', null)
  if (userId !== undefined) keys = keys.where('iam_user_id', '=', userId)
  return await keys.orderBy('created_at').orderBy('access_key').execute()
}

/** @throws ApiError identityUnknown */
export async function showKey(database: Database, accountId: string, accessKey: string): Promise<ShownKey> {
  const key = await database
    .selectFrom('access_keys')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('access_key', '=', accessKey)
    .where('expires_at', 'is', null)
    .executeTakeFirst()
  if (key === undefined) throw errors.identityUnknown('credential', accessKey)
  return key
}

/** Whether a key, permanent or temporary, is a user's. */
export async function isKeyOf(
  database: Database,
  accountId: string,
  { accessKey, userId }: { accessKey: string; userId: string },
): Promise<boolean> {
  const key = await database
    .selectFrom('access_keys')
    .select('access_key')
    .where('account_id', '=', accountId)
    .where('access_key', '=', accessKey)
    .where('iam_user_id', '=', userId)
    .executeTakeFirst()
  return key !== undefined
}

/**
 * Enables or disables a key, or describes it otherwise.
 *
 * @throws ApiError identityUnknown, parameterInvalid
 */
export async function updateKey(
  database: Database,
  accountId: string,
  accessKey: string,
  change: { enabled?: boolean | undefined; description?: string | undefined },
): Promise<ShownKey> {
  const before = await showKey(database, accountId, accessKey)
  checkDescription(change.description)
  const { enabled = before.enabled, description = before.description } = change
  return await database.transaction().execute(async (transaction) => {
    const key = await transaction
      .updateTable('access_keys')
      .set({ enabled, description })
      .where('account_id', '=', accountId)
      .where('access_key', '=', accessKey)
      .returning(COLUMNS)
      .executeTakeFirst()
    if (key === undefined) throw errors.identityUnknown('credential', accessKey)
    if (enabled !== before.enabled) await endTokensOf(transaction, [key.user_id])
    return key
  })
}

/** @throws ApiError identityUnknown */
export async function deleteKey(database: Database, accountId: string, accessKey: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const key = await transaction
      .deleteFrom('access_keys')
      .where('account_id', '=', accountId)
      .where('access_key', '=', accessKey)
      .where('expires_at', 'is', null)
      .returning('iam_user_id')
      .executeTakeFirst()
    if (key === undefined) throw errors.identityUnknown('credential', accessKey)
    await endTokensOf(transaction, [key.iam_user_id])
  })
}
