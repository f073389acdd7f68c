import path from 'node:path'

import { defineCommand } from 'citty'

import { ApiClient } from '../client/api-client.ts'
import { findTarget } from '../client/connection.ts'
import { downloadFile } from '../client/download.ts'
import { orderExport } from '../client/export-users.ts'
import { projectOf } from '../client/project.ts'
import { targetArgs } from './common-args.ts'
import { outFile } from './out-file.ts'
import { flag } from './option-values.ts'
import { printResult } from './result.ts'
import { waitOrCancel } from './wait-or-cancel.ts'
import { words } from './words.ts'

const { options } = words.cli

/** `muster export`: orders an export of users over HTTP, waits for it, downloads and verifies the file. */
export const exportUsers = defineCommand({
  meta: { name: 'export', description: words.cli.export },
  args: {
    'user-name': { type: 'string', description: options.userName, valueHint: 'TEXT' },
    'user-names': { type: 'string', description: options.userNames, valueHint: 'A,B,…' },
    description: { type: 'string', description: options.description, valueHint: 'TEXT' },
    'active-type': { type: 'string', description: options.activeType, valueHint: 'TYPE' },
    language: { type: 'string', description: options.language, valueHint: 'en_US|zh_CN' },
    'enterprise-project-id': { type: 'string', description: options.enterpriseProjectId, valueHint: 'ID' },
    'share-space-subscription': {
      type: 'string',
      description: options.subscription,
      valueHint: 'true|false',
    },
    'share-space-desktops': { type: 'string', description: options.shareDesktops, valueHint: 'true|false' },
    task: { type: 'string', description: options.task, valueHint: 'ID' },
    out: { type: 'string', description: options.out, valueHint: 'FILE' },
    ...targetArgs,
  },
  async run({ args }) {
    const filter = {
      user_name: args['user-name'],
      user_names: args['user-names']?.split(','),
      description: args.description,
      active_type: args['active-type'],
      language: args.language,
      enterprise_project_id: args['enterprise-project-id'],
      share_space_subscription: flag('share-space-subscription', args['share-space-subscription']),
      share_space_desktops: flag('share-space-desktops', args['share-space-desktops']),
    }
    const target = await findTarget(args)
    const client = new ApiClient(target)
    const projectId = await projectOf(client, target)
    const began = performance.now()
    const taskId = args.task ?? (await orderExport(client, projectId, filter))
    const task = await waitOrCancel('export', client, projectId, taskId)
    const file = await outFile(args.out, task.file_name)
    await downloadFile(
      client,
      { projectId, taskId, sha256: task.sha256 ?? '', size: task.file_size ?? 0 },
      file,
    )
    const seconds = (performance.now() - began) / 1000
    const users = task.rows_total ?? 0
    const bytes = task.file_size ?? 0
    printResult(words.cli.exported(file, users, bytes, seconds), {
      file: path.resolve(file),
      users,
      bytes,
      seconds: Number(seconds.toFixed(3)),
      sha256: task.sha256,
      task_id: taskId,
    })
  },
})
