import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { defineCommand } from 'citty'

import { verifyArchive } from '../backup/archive.ts'
import { requireEmptyDatabase, requireEmptyFolder, restore } from '../backup/restore.ts'
import { readSettings } from '../config.ts'
import { connectDatabase } from '../database/connect.ts'
import { openEmbeddedDatabase } from '../database/embedded/index.ts'
import { ExportQueue } from '../exports/queue.ts'
import { resumeAlone } from '../exports/sweep.ts'
import { createLog } from '../log.ts'
import { openStore } from '../storage/open-store.ts'
import { commonArgs } from './common-args.ts'
import { ProgressLine } from './progress.ts'
import { printResult } from './result.ts'
import { words } from './words.ts'

/** `muster restore`: what `muster backup` wrote, into an empty data directory and an empty database. */
export const restoreCommand = defineCommand({
  meta: { name: 'restore', description: words.cli.restore },
  args: {
    file: { type: 'string', description: words.cli.options.restoreFile, valueHint: 'FILE', required: true },
    ...commonArgs,
  },
  async run({ args }) {
    const settings = readSettings()
    const log = createLog(settings.MUSTER_LOG_LEVEL === 'info' ? 'warn' : settings.MUSTER_LOG_LEVEL, 'stderr')
    const dataDir = path.resolve(settings.MUSTER_DATA_DIR)
    await requireEmptyFolder(dataDir)
    if (settings.MUSTER_DATABASE_URL !== undefined) await requireEmptyDatabase(settings.MUSTER_DATABASE_URL)
    // All of it is read before anything is made.
    const head = await verifyArchive(args.file)
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const { url, close } =
      settings.MUSTER_DATABASE_URL === undefined
        ? await openEmbeddedDatabase({ dataDir, command: 'restore', log })
        : { url: settings.MUSTER_DATABASE_URL, close: async () => {} }
    const line = new ProgressLine('restore')
    try {
      const store = await openStore(settings)
      const { MUSTER_MASTER_KEY: masterKey } = settings
      const done = await restore({ file: args.file, head, url, dataDir, masterKey, store }, log, (rows) =>
        line.update({ rows, total: null }),
      )
      line.end()
      const queue = new ExportQueue(url, settings, log)
      const { pool } = connectDatabase(url, { connections: 1, log })
      try {
        await queue.start()
        await resumeAlone({ pool, store, log }, queue)
      } finally {
        await queue.stop()
        await pool.end()
      }
      printResult(words.cli.restored(done.rows, done.files, done.taken_at, done.expired), done)
    } finally {
      line.end()
      await close()
    }
  },
})
