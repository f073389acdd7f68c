import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import type { Settings } from '../config.ts'
import type { Logger } from '../log.ts'
import { type DataDirLock, acquireLock, startEmbeddedDatabase } from './embedded/index.ts'

/** A database that a server runs over. */
export interface ServerDatabase {
  readonly dataDir: string
  /** PostgreSQL connection URL of the role that owns the tables. */
  readonly url: string
  /** Of the data directory, where the database lies in it; null: another's PostgreSQL. */
  readonly lock: DataDirLock | null
  /** Ends what was started. Close pools first. */
  close(): Promise<void>
}

/**
 * The database of the settings: another's PostgreSQL, or one of our own in the data directory.
 *
 * @param command how this process names itself to others that want the same data directory
 */
export async function openServerDatabase(
  settings: Settings,
  log: Logger,
  command: string,
): Promise<ServerDatabase> {
  const dataDir = path.resolve(settings.MUSTER_DATA_DIR)
  if (settings.MUSTER_DATABASE_URL !== undefined) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return { dataDir, url: settings.MUSTER_DATABASE_URL, lock: null, close: async () => {} }
  }
  const lock = await acquireLock(dataDir, { command })
  try {
    const embedded = await startEmbeddedDatabase({
      lock,
      log,
      ...(settings.MUSTER_DATABASE_PORT === 0 ? {} : { tcpPort: settings.MUSTER_DATABASE_PORT }),
    })
    return {
      dataDir,
      url: embedded.url,
      lock,
      close: async () => {
        await embedded.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
