import type { Logger } from '../log.ts'
import type { Server } from '../server.ts'

/**
 * Waits for SIGTERM or SIGINT and stops the server in order; a second signal ends the process at once. Where a later program
 * has made a schema that this one cannot go on with, it stops as well, with exit code 1.
 */
export async function untilStopped(server: Server, log: Logger): Promise<void> {
  const signalled = new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve)
  })
  const migration = await Promise.race([signalled.then(() => null), server.outdated])
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1))
  if (migration === null) log.info('stopping')
  else log.error({ migration }, 'stopping: a later version has changed the schema; start that one')
  await server.stop()
  log.info('stopped')
  // Whatever was left behind must not keep the process.
  log.flush(() => process.exit(migration === null ? 0 : 1))
}
