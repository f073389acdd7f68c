import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { defineCommand } from 'citty'

import { backUp } from '../backup/back-up.ts'
import { readSettings } from '../config.ts'
import { openEmbeddedDatabase } from '../database/embedded/index.ts'
import { prepareRole } from '../database/role.ts'
import { createLog } from '../log.ts'
import { openStore } from '../storage/open-store.ts'
import { commonArgs } from './common-args.ts'
import { outFile } from './out-file.ts'
import { ProgressLine } from './progress.ts'
import { printResult } from './result.ts'
import { UsageError } from './run.ts'
import { words } from './words.ts'

const { options } = words.cli

/** `muster backup`: database, keys and, where asked for, files, in one file and as of one instant; beside a running server too. */
export const backup = defineCommand({
  meta: { name: 'backup', description: words.cli.backup },
  args: {
    out: { type: 'string', description: options.backupOut, valueHint: 'FILE' },
    files: { type: 'string', description: options.backupFiles, valueHint: 'true|false', default: 'false' },
    ...commonArgs,
  },
  async run({ args }) {
    if (args.files !== 'true' && args.files !== 'false')
      throw new UsageError(words.cli.notBoolean('files', args.files))
    const settings = readSettings()
    const log = createLog(settings.MUSTER_LOG_LEVEL === 'info' ? 'warn' : settings.MUSTER_LOG_LEVEL, 'stderr')
    const dataDir = path.resolve(settings.MUSTER_DATA_DIR)
    const out = await outFile(
      args.out,
      `muster-${new Date().toISOString().replaceAll(/[-:]|\..*/g, '')}.tar.gz`,
    )
    const { url, close } = await open(settings.MUSTER_DATABASE_URL, dataDir)
    const line = new ProgressLine('backup')
    try {
      const role = await prepareRole(url, log)
      const store = args.files === 'true' ? await openStore(settings) : null
      const done = await backUp({ url, role, dataDir, store, out }, (rows) =>
        line.update({ rows, total: null }),
      )
      line.end()
      printResult(words.cli.backedUp(out, done.rows, done.files, done.bytes), { file: out, ...done })
      if (settings.MUSTER_MASTER_KEY !== undefined) process.stderr.write(`${words.cli.backupWithoutKey}\n`)
    } finally {
      line.end()
      await close()
    }

    async function open(given: string | undefined, folder: string) {
      if (given !== undefined) return { url: given, close: async () => {} }
      // Else one would be made, and be empty.
      if ((await readdir(folder).catch(() => [])).length === 0)
        throw new Error(words.cli.nothingToBackUp(folder))
      return await openEmbeddedDatabase({ dataDir: folder, command: 'backup', log })
    }
  },
})
