import type { TaskAnswer } from '../../client/export-users.ts'

interface Listed extends TaskAnswer {
  readonly create_time: string
  readonly created_by: string
  readonly download_count: number
}

/** What a table shows of a task. */
export const taskRow = (task: Listed): object => ({
  task_id: task.task_id,
  status: task.status === 'CREATING' ? `${task.status} ${task.progress} %` : task.status,
  file_name: task.file_name,
  rows: task.rows_written,
  create_time: task.create_time,
  created_by: task.created_by,
  downloads: task.download_count,
})
