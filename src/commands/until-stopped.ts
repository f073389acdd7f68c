import type { Logger } from '../log.ts'
import type { Server } from '../server.ts'

/** Waits for SIGTERM or SIGINT and stops the server in order; a second signal ends the process at once. */
export async function untilStopped(server: Server, log: Logger): Promise<void> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve)
  })
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1))
  log.info({ signal }, 'stopping')
  await server.stop()
  log.info('stopped')
  // Whatever was left behind must not keep the process.
  log.flush(() => process.exit(0))
}
