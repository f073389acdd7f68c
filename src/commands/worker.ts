import { defineCommand } from 'citty'

import { readSettings } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../start-server.ts'
import { commonArgs } from './common-args.ts'
import { untilStopped } from './until-stopped.ts'
import { words } from './words.ts'

/** `muster worker`: works on exports beside API processes, until a signal comes. */
export const worker = defineCommand({
  meta: { name: 'worker', description: words.cli.worker },
  args: commonArgs,
  async run() {
    const settings = readSettings({ ...process.env, MUSTER_ROLE: 'worker' })
    const log = createLog(settings.MUSTER_LOG_LEVEL)
    await untilStopped(await startServer(settings, log, 'worker'), log)
  },
})
