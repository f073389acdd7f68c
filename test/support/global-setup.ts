import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { acquireLock, startEmbeddedDatabase } from '../../src/database/embedded/index.ts'
import { startServer } from '../../src/start-server.ts'
import { administer, databaseUrl } from './database.ts'
import { testLog } from './log.ts'
import { TEMPLATE, testSettings } from './settings.ts'

let undo: (() => Promise<void>) | undefined

/**
 * Before all test files: one embedded PostgreSQL, and in it a database with the newest schema and a first
 * account. Each file clones it, which takes some 50 ms.
 */
export async function globalSetup(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'muster-test-'))
  const lock = await acquireLock(dataDir, { command: 'test' })
  // Tests may lose their data with the machine: without fsync they take half the time.
  const embedded = await startEmbeddedDatabase({
    lock,
    log: testLog,
    settings: { fsync: 'off', max_connections: '300' },
  })
  undo = async () => {
    await embedded.stop()
    lock.release()
    await rm(dataDir, { recursive: true })
  }
  try {
    await administer(embedded.url, `CREATE DATABASE ${TEMPLATE}`)
    const template = databaseUrl(embedded.url, TEMPLATE)
    const server = await startServer(testSettings({ dataDir, databaseUrl: template }), testLog, 'test')
    await server.stop()
    // A database that somebody is connected to cannot be cloned.
    await administer(embedded.url, `ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`)
  } catch (error) {
    await undo()
    throw error
  }
  process.env['MUSTER_TEST_DATABASE_URL'] = embedded.url
  // What one test file's process has compiled the next need not: half of the second that a start takes.
  process.env['NODE_COMPILE_CACHE'] ??= path.join(dataDir, 'compile-cache')
}

export async function globalTeardown(): Promise<void> {
  await undo?.()
}
