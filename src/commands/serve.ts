import { defineCommand } from 'citty'

import { readSettings } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../start-server.ts'
import { commonArgs } from './common-args.ts'
import { untilStopped } from './until-stopped.ts'
import { words } from './words.ts'

/** `muster serve`: the API, the worker, or both, until a signal comes. */
export const serve = defineCommand({
  meta: { name: 'serve', description: words.cli.serve },
  args: commonArgs,
  async run() {
    const settings = readSettings()
    const log = createLog(settings.MUSTER_LOG_LEVEL)
    const server = await startServer(settings, log, 'serve')
    if (server.isFirstStart) await (await import('./show-credentials.ts')).showCredentials(server, settings)
    await untilStopped(server, log)
  },
})
