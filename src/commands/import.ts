import path from 'node:path'

import { defineCommand } from 'citty'

import { ApiClient } from '../client/api-client.ts'
import { findTarget } from '../client/connection.ts'
import { downloadFile } from '../client/download.ts'
import { orderImport } from '../client/import-users.ts'
import { projectOf } from '../client/project.ts'
import { targetArgs } from './common-args.ts'
import { outFile } from './out-file.ts'
import { printResult } from './result.ts'
import { EXIT, UsageError } from './run.ts'
import { waitOrCancel } from './wait-or-cancel.ts'
import { words } from './words.ts'

const { options } = words.cli

/** `muster import`: uploads a file of users, waits for its import, and says row by row counted what became of it. */
export const importUsers = defineCommand({
  meta: { name: 'import', description: words.cli.import },
  args: {
    file: { type: 'positional', description: options.importFile, valueHint: 'FILE', required: true },
    mode: { type: 'string', description: options.importMode, valueHint: 'create|upsert' },
    'dry-run': { type: 'boolean', description: options.dryRun },
    'on-error': { type: 'string', description: options.onError, valueHint: 'abort|skip' },
    language: { type: 'string', description: options.reportLanguage, valueHint: 'en_US|zh_CN' },
    report: { type: 'string', description: options.report, valueHint: 'FILE' },
    ...targetArgs,
  },
  async run({ args }) {
    const target = await findTarget(args)
    const client = new ApiClient(target)
    const projectId = await projectOf(client, target)
    const began = performance.now()
    const taskId = await upload(client, projectId, args.file, {
      mode: args.mode,
      dry_run: args['dry-run'],
      on_error: args['on-error'],
      language: args.language,
    })
    const task = await waitOrCancel('import', client, projectId, taskId)
    const counts = task.import_result
    if (counts === null) throw new Error(`The task ${taskId} has no result`)
    const report = args.report === undefined ? null : await outFile(args.report, task.file_name)
    if (report !== null) {
      const file = { projectId, taskId, sha256: task.sha256 ?? '', size: task.file_size ?? 0 }
      await downloadFile(client, file, report)
    }
    const seconds = (performance.now() - began) / 1000
    const sentences = [
      words.cli.imported(counts.created, counts.updated, counts.unchanged, counts.refused, seconds),
      ...(counts.applied ? [] : [words.cli.nothingChanged]),
      ...(report === null ? [] : [words.cli.reportWritten(report)]),
    ]
    printResult(sentences.join('\n'), {
      ...counts,
      ...(report === null ? {} : { report: path.resolve(report) }),
      seconds: Number(seconds.toFixed(3)),
      task_id: taskId,
    })
    if (counts.unknown_columns.length > 0) {
      process.stderr.write(`${words.cli.unknownColumns(counts.unknown_columns.join(', '))}\n`)
    }
    // What was asked for did not happen, or would not.
    if (counts.refused > 0 && args['on-error']?.toLowerCase() !== 'skip') {
      process.stderr.write(`${words.cli.importRefused(counts.refused, taskId)}\n`)
      process.exitCode = EXIT.failed
    }
  },
})

async function upload(...order: Parameters<typeof orderImport>): Promise<string> {
  try {
    return await orderImport(...order)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_INVALID_ARG_VALUE' || code === 'ENOENT') {
      throw new UsageError(words.cli.fileMissing(order[2]))
    }
    throw error
  }
}
