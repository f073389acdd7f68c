import { setTimeout as sleep } from 'node:timers/promises'
import { connectionUrl } from './connection-url.ts'
import { readLock } from './data-dir-lock.ts'
import { readPassword } from './password.ts'

/**
 * The connection URL of the PostgreSQL that a running Muster keeps for this data directory; null where none runs.
 * Waits while that Muster is still starting it, at most `patienceMs`, and throws an Error after that.
 */
export async function runningDatabaseUrl(dataDir: string, patienceMs = 60_000): Promise<string | null> {
  for (const end = Date.now() + patienceMs; ; await sleep(50)) {
    const holder = readLock(dataDir)
    if (holder === null) return null
    const password = readPassword(dataDir)
    if (holder.database !== undefined && password !== null) {
      return connectionUrl({ ...holder.database, user: 'muster', password, database: 'muster' })
    }
    if (Date.now() > end) {
      throw new Error(
        `"muster ${holder.command}" (process ${holder.pid}) holds ${dataDir} and its database does not start.`,
      )
    }
  }
}
