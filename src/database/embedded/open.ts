import { acquireLock, DataDirHeldError, type DataDirLock } from './data-dir-lock.ts'
import type { Logger } from './logger.ts'
import { runningDatabaseUrl } from './running.ts'
import { startEmbeddedDatabase } from './start.ts'

export type OpenDatabase = {
  /** For `pg`, as in EmbeddedDatabase. */
  url: string
  /** Whether another Muster runs it: then it may end before us, and its workers see what we write. */
  isShared: boolean
  /** Ends what was started for us. Close pools first. */
  close(): Promise<void>
}

/**
 * The embedded database of a data directory for a command that does its work and ends: that of the Muster which
 * runs there, else started for as long as the command needs it.
 */
export async function openEmbeddedDatabase(options: {
  dataDir: string
  command: string
  log: Logger
}): Promise<OpenDatabase> {
  const { dataDir, command, log } = options
  for (;;) {
    let lock: DataDirLock
    try {
      lock = await acquireLock(dataDir, { command })
    } catch (error) {
      if (!(error instanceof DataDirHeldError)) throw error
      const url = await runningDatabaseUrl(dataDir)
      if (url !== null) return { url, isShared: true, close: async () => {} }
      // It ended just now.
      continue
    }
    try {
      const database = await startEmbeddedDatabase({ lock, log })
      const close = async (): Promise<void> => {
        await database.stop()
        lock.release()
      }
      return { url: database.url, isShared: false, close }
    } catch (error) {
      lock.release()
      throw error
    }
  }
}
