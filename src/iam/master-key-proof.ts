import type { Database } from '../database/connect.ts'
import type { MasterKey } from './master-key.ts'

/** The known text, and what it is sealed for. */
export const PURPOSE = 'proof of the master key'

/**
 * Whether the database's secrets are sealed with this key. The first key that asks becomes the database's: nothing is
 * sealed yet.
 */
export async function provesMasterKey(database: Database, key: MasterKey): Promise<boolean> {
  // Of several processes that start on one empty database, one's proof stays.
  await database
    .insertInto('master_key_proof')
    .values({ sealed: key.seal(PURPOSE, PURPOSE) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { sealed } = await database.selectFrom('master_key_proof').select('sealed').executeTakeFirstOrThrow()
  try {
    return key.open(sealed, PURPOSE) === PURPOSE
  } catch {
    return false
  }
}

/** Makes a key the one that the database's secrets are sealed with; in the transaction that seals them anew. */
export async function replaceMasterKeyProof(transaction: Database, key: MasterKey): Promise<void> {
  await transaction
    .updateTable('master_key_proof')
    .set({ sealed: key.seal(PURPOSE, PURPOSE) })
    .execute()
}
