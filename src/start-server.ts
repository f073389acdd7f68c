import type { Settings } from './config.ts'
import { openServerDatabase } from './database/server-database.ts'
import type { Logger } from './log.ts'
import type { Server } from './server.ts'

/**
 * Starts what the settings say: database, API, worker. Ready when it returns.
 *
 * @param command how this process names itself to others that want the same data directory
 */
export async function startServer(settings: Settings, log: Logger, command: string): Promise<Server> {
  // PostgreSQL comes up while the modules are read.
  const [opened, { runServer }] = await Promise.all([
    openServerDatabase(settings, log, command),
    import('./server.ts'),
  ])
  return await runServer(opened, settings, log)
}
