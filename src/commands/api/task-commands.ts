import path from 'node:path'

import { type ArgsDef, type CommandDef, defineCommand } from 'citty'

import { ApiClient } from '../../client/api-client.ts'
import { findTarget } from '../../client/connection.ts'
import { downloadFile } from '../../client/download.ts'
import {
  type TaskAnswer,
  cancelTask as cancelUnfinished,
  deleteTask as removeTask,
  findTask,
} from '../../client/export-users.ts'
import { projectOf } from '../../client/project.ts'
import { targetArgs } from '../common-args.ts'
import { outFile } from '../out-file.ts'
import { type Output, outputOf, printRows } from '../print-rows.ts'
import { words } from '../words.ts'
import { linesOf } from './table-rows.ts'

interface Work {
  readonly client: ApiClient
  readonly projectId: string
  readonly task: TaskAnswer
  readonly output: Output
  option(name: string): string | undefined
}

/** A command about one task, which is looked up first: `tasks show TASK`. */
function taskCommand(
  name: keyof typeof words.cli.apiVerbs,
  work: (given: Work) => Promise<void>,
  options: ArgsDef = {},
): CommandDef {
  const args: ArgsDef = {
    task: { type: 'positional', required: true, description: words.cli.apiSubjects.task },
    ...options,
    output: { type: 'string', description: words.cli.adminOptions.output, valueHint: 'table|json' },
    ...targetArgs,
  }
  return defineCommand({
    meta: { name, description: words.cli.apiVerbs[name] },
    args,
    async run({ args: given }) {
      const texts = given as Readonly<Record<string, string | undefined>>
      const output = outputOf(texts['output'])
      const target = await findTarget(texts)
      const client = new ApiClient(target)
      const projectId = await projectOf(client, target)
      const task = await findTask(client, projectId, texts['task'] ?? '')
      await work({ client, projectId, task, output, option: (option) => texts[option] })
    },
  })
}

export const showTask = taskCommand('show', async ({ task, output }) =>
  printRows(output === 'table' ? linesOf(task) : task, output),
)

/** Cancels what runs or waits; a finished task keeps its file, which only `delete` takes away. */
export const cancelTask = taskCommand('cancel', async ({ client, projectId, task, output }) => {
  const finished = await cancelUnfinished(client, projectId, task.task_id)
  if (finished !== null) throw new Error(words.cli.taskFinished(task.task_id, finished.status))
  printRows(undefined, output)
})

export const deleteTask = taskCommand('delete', async ({ client, projectId, task, output }) => {
  await removeTask(client, projectId, task.task_id)
  printRows(undefined, output)
})

export const downloadTask = taskCommand(
  'download',
  async ({ client, projectId, task, output, option }) => {
    if (task.status !== 'SUCCESS') throw new Error(words.cli.taskHasNoFile(task.task_id, task.status))
    const { task_id: taskId, file_size: size, sha256 } = task
    const file = await outFile(option('out'), task.file_name)
    await downloadFile(client, { projectId, taskId, sha256: sha256 ?? '', size: size ?? 0 }, file)
    printRows({ file: path.resolve(file), bytes: size, sha256 }, output)
  },
  { out: { type: 'string', description: words.cli.options.out, valueHint: 'FILE' } },
)
