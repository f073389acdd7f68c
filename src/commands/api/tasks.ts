import { listExportTasks } from '../../api/workspace/list-export-tasks.ts'
import { nounCommand, operationCommand } from './operation-command.ts'
import { cancelTask, deleteTask, downloadTask, showTask } from './task-commands.ts'
import { taskRow } from './task-row.ts'

/** `muster tasks …`: the export centre (contract, workspace.md section 2). */
export const tasks = nounCommand('tasks', {
  list: operationCommand({
    name: 'list',
    operation: listExportTasks,
    rows: ({ export_tasks: all }) => (all as Parameters<typeof taskRow>[0][]).map(taskRow),
  }),
  show: showTask,
  cancel: cancelTask,
  download: downloadTask,
  delete: deleteTask,
})
