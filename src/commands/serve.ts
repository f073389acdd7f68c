import { defineCommand } from 'citty'

import { readSettings } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../server.ts'
import { untilStopped } from './until-stopped.ts'

/** `muster serve`: the API, the worker, or both, until a signal comes. */
export const serve = defineCommand({
  meta: { name: 'serve', description: 'Serve the API, work on exports' },
  async run() {
    const settings = readSettings()
    const log = createLog(settings.MUSTER_LOG_LEVEL)
    const server = await startServer(settings, log, 'serve')
    await untilStopped(server, log)
  },
})
