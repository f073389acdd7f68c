import { readFile, rename } from 'node:fs/promises'
import path from 'node:path'

import type { Database } from '../database/connect.ts'
import { syncFolder } from '../private-file.ts'
import { type MasterKey, loadMasterKey, masterKeyFile, readMasterKey } from './master-key.ts'
import { provesMasterKey } from './master-key-proof.ts'

/** Where a new master key waits while the secrets are sealed with it. */
export const nextMasterKeyFile = (dataDir: string): string => `${masterKeyFile(dataDir)}.new`

/**
 * The master key, proved to be the one that the database's secrets are sealed with.
 *
 * A rotation that was broken off after its commit and before its key's file got its name is brought to its end here.
 *
 * @throws Error where it is another key
 */
export async function openMasterKey(
  database: Database,
  given: string | undefined,
  dataDir: string,
): Promise<MasterKey> {
  const key = await loadMasterKey(given, dataDir)
  if (await provesMasterKey(database, key)) return key
  const next = given === undefined ? await nextMasterKey(dataDir) : null
  if (next !== null && (await provesMasterKey(database, next))) {
    await takeNextMasterKey(dataDir)
    return next
  }
  throw new Error(
    `The secret keys of this database are sealed with another master key than that of ` +
      `${given === undefined ? masterKeyFile(dataDir) : 'MUSTER_MASTER_KEY'}. Give the one that it was made with.`,
  )
}

/** Gives the new key's file the name of the old one's, which is gone then. */
export async function takeNextMasterKey(dataDir: string): Promise<void> {
  await rename(nextMasterKeyFile(dataDir), masterKeyFile(dataDir))
  await syncFolder(path.resolve(dataDir))
}

async function nextMasterKey(dataDir: string): Promise<MasterKey | null> {
  const file = nextMasterKeyFile(dataDir)
  try {
    return readMasterKey(await readFile(file, 'utf8'), file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
