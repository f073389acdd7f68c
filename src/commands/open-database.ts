import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import pg from 'pg'

import type { Settings } from '../config.ts'
import { keepCredentials } from '../credentials.ts'
import { connectDatabase } from '../database/connect.ts'
import { openEmbeddedDatabase } from '../database/embedded/index.ts'
import { migrate } from '../database/migrate.ts'
import { prepareRole } from '../database/role.ts'
import { createFirstAccount } from '../iam/first-account.ts'
import type { MasterKey } from '../iam/master-key.ts'
import { openMasterKey } from '../iam/open-master-key.ts'
import type { Logger } from '../log.ts'

/**
 * Does something with the database of the settings, whether a server is running on it or not: beside a
 * running one on its PostgreSQL, else on one that is started for as long as it takes. Schema and first account
 * are made where they are missing.
 */
export async function withDatabase<T>(
  settings: Settings,
  log: Logger,
  command: string,
  work: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  return await withUrl(settings, log, command, async (url) => {
    const client = new pg.Client({ connectionString: url, application_name: `muster ${command}` })
    await client.connect()
    try {
      return await work(client, url)
    } finally {
      await client.end()
    }
  })
}

/** The same over a pool under the role that serves requests, so that row-level security holds here as well. */
export async function withPool<T>(
  settings: Settings,
  log: Logger,
  command: string,
  work: (pool: pg.Pool, masterKey: MasterKey) => Promise<T>,
): Promise<T> {
  return await withUrl(settings, log, command, async (url, masterKey) => {
    const role = await prepareRole(url, log)
    const { pool } = connectDatabase(url, { connections: 2, log, role, name: `muster ${command}` })
    try {
      return await work(pool, masterKey)
    } finally {
      await pool.end()
    }
  })
}

async function withUrl<T>(
  settings: Settings,
  log: Logger,
  command: string,
  work: (url: string, masterKey: MasterKey) => Promise<T>,
): Promise<T> {
  const dataDir = path.resolve(settings.MUSTER_DATA_DIR)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const { url, close } =
    settings.MUSTER_DATABASE_URL === undefined
      ? await openEmbeddedDatabase({ dataDir, command, log })
      : { url: settings.MUSTER_DATABASE_URL, close: async () => {} }
  try {
    await migrate(url, log)
    const { database, pool } = connectDatabase(url, { connections: 1, log })
    let masterKey: MasterKey
    try {
      masterKey = await openMasterKey(database, settings.MUSTER_MASTER_KEY, dataDir)
      await createFirstAccount(pool, masterKey, settings, (made) => keepCredentials(dataDir, made))
    } finally {
      await pool.end()
    }
    return await work(url, masterKey)
  } finally {
    await close()
  }
}
