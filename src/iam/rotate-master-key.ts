import { randomBytes } from 'node:crypto'

import { sql } from 'kysely'
import type pg from 'pg'

import type { Database } from '../database/connect.ts'
import { forMaintenance } from '../database/scope.ts'
import { writePrivateFile } from '../private-file.ts'
import { type MasterKey, readMasterKey } from './master-key.ts'
import { replaceMasterKeyProof } from './master-key-proof.ts'
import { nextMasterKeyFile, takeNextMasterKey } from './open-master-key.ts'
import { resealReasonKeys } from './refusal/reason-keys.ts'
import { resealWebhooks } from './webhook-secret.ts'

/** How many secrets were sealed anew. */
export interface Rotation {
  readonly access_keys: number
  readonly refusal_keys: number
  readonly webhooks: number
}

/**
 * Seals every secret of the database anew under a key that the operator made and will give to every process.
 *
 * @param text 32 bytes in base64
 */
export async function rotateToGivenKey(pool: pg.Pool, old: MasterKey, text: string): Promise<Rotation> {
  return await reseal(pool, old, readMasterKey(text, '--new-key'))
}

/**
 * The same under a key that is made here and takes the place of the one in the data directory. The file is durable under
 * another name before anything is sealed with it, so that a crash loses neither key while it is needed.
 */
export async function rotateToMadeKey(pool: pg.Pool, old: MasterKey, dataDir: string): Promise<Rotation> {
  const text = `${randomBytes(32).toString('base64')}\n`
  const file = nextMasterKeyFile(dataDir)
  await writePrivateFile(file, text)
  const rotation = await reseal(pool, old, readMasterKey(text, file))
  await takeNextMasterKey(dataDir)
  return rotation
}

async function reseal(pool: pg.Pool, old: MasterKey, next: MasterKey): Promise<Rotation> {
  return await forMaintenance(pool)
    .transaction()
    .execute(async (transaction) => {
      const accounts = await transaction.selectFrom('accounts').select('id').orderBy('id').execute()
      let accessKeys = 0
      let webhooks = 0
      for (const { id } of accounts) {
        await sql`SELECT set_config('muster.account_id', ${id}, true)`.execute(transaction)
        accessKeys += await resealAccessKeys(transaction, id, old, next)
        webhooks += await resealWebhooks(transaction, id, old, next)
      }
      const refusalKeys = await resealReasonKeys(transaction, old, next)
      await replaceMasterKeyProof(transaction, next)
      return { access_keys: accessKeys, refusal_keys: refusalKeys, webhooks }
    })
}

async function resealAccessKeys(
  transaction: Database,
  accountId: string,
  old: MasterKey,
  next: MasterKey,
): Promise<number> {
  const keys = await transaction
    .selectFrom('access_keys')
    .select(['access_key', 'sealed_secret_key'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .execute()
  for (const { access_key, sealed_secret_key } of keys) {
    await transaction
      .updateTable('access_keys')
      .set({ sealed_secret_key: next.seal(old.open(sealed_secret_key, access_key), access_key) })
      .where('account_id', '=', accountId)
      .where('access_key', '=', access_key)
      .execute()
  }
  return keys.length
}
