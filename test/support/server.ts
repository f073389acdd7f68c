import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { ApiClient } from '../../src/client/api-client.ts'
import type { Server } from '../../src/server.ts'
import { startServer } from '../../src/start-server.ts'
import { type TestDatabase, cloneDatabase } from './database.ts'
import { testLog } from './log.ts'
import { credentials, testSettings } from './settings.ts'

/** A server of a test file's own, on a clone of the template database and in a folder of its own. */
export interface TestServer {
  readonly url: string
  readonly databaseUrl: string
  readonly dataDir: string
  readonly server: Server
  /** Signs as the administrator. */
  readonly client: ApiClient
  stop(): Promise<void>
}

/**
 * Starts a server for the tests of one file; stop it in `after`.
 *
 * @param clone makes its database
 */
export async function startTestServer(
  settings: Record<string, string> = {},
  clone: () => Promise<TestDatabase> = cloneDatabase,
): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'muster-test-'))
  const database = await clone()
  const server = await startServer(
    testSettings({ dataDir, databaseUrl: database.url }, settings),
    testLog,
    'test',
  )
  const url = server.url ?? ''
  return {
    url,
    databaseUrl: database.url,
    dataDir,
    server,
    client: new ApiClient({
      endpoint: url,
      accessKey: credentials.access_key,
      secretKey: credentials.secret_key,
    }),
    stop: async () => {
      await server.stop()
      await database.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}
