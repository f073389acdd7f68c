import { setTimeout as sleep } from 'node:timers/promises'

import type { ApiClient } from './api-client.ts'
import { ClientError } from './client-error.ts'

/** A task as ListExportTasks answers it, as far as a client needs it. */
export interface TaskAnswer {
  task_id: string
  file_name: string
  status: 'CREATING' | 'SUCCESS' | 'FAIL' | 'EXPIRED'
  fail_reason: string | null
  error_code: string | null
  progress: number
  rows_written: number
  rows_total: number | null
  file_size: number | null
  sha256: string | null
  /** Of an import: what became of its rows. */
  import_result: ImportCounts | null
}

/** What became of the rows of an import. */
export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
  refused: number
  applied: boolean
  unknown_columns: string[]
}

/** The first polls come quickly, since small exports are done at once; a long one is not asked for every moment. */
const FIRST_POLL_MS = 20
const LAST_POLL_MS = 1000

/** Orders an export; the filter's fields are those of the API. */
export async function orderExport(client: ApiClient, projectId: string, filter: object): Promise<string> {
  const { task_id } = await client.json<{ task_id: string }>('POST', `/v3/${projectId}/users/export`, filter)
  return task_id
}

/**
 * A task by its ID.
 *
 * @throws ClientError where there is none
 */
export async function findTask(client: ApiClient, projectId: string, taskId: string): Promise<TaskAnswer> {
  const { export_tasks: tasks } = await client.json<{ export_tasks: TaskAnswer[] }>(
    'GET',
    `/v2/${projectId}/export-tasks?task_id=${encodeURIComponent(taskId)}`,
  )
  const [task] = tasks
  if (task === undefined) throw new ClientError('noTask', taskId)
  return task
}

/**
 * Waits until a task is finished.
 *
 * @param report is given the task after each poll
 * @throws ClientError where the task is gone, failed or expired
 */
export async function waitForTask(
  client: ApiClient,
  projectId: string,
  taskId: string,
  { signal, report }: { signal: AbortSignal; report: (task: TaskAnswer) => void },
): Promise<TaskAnswer> {
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.5, LAST_POLL_MS)) {
    signal.throwIfAborted()
    const task = await findTask(client, projectId, taskId)
    report(task)
    if (task.status === 'SUCCESS') return task
    if (task.status !== 'CREATING') {
      throw new ClientError('taskFailed', taskId, task.status, task.fail_reason ?? '')
    }
    await sleep(pause, undefined, { signal })
  }
}

/** Cancels a task, or deletes a finished one with its file. */
export async function deleteTask(client: ApiClient, projectId: string, taskId: string): Promise<void> {
  await client.send('POST', `/v2/${projectId}/export-tasks/batch-delete`, { body: { task_ids: [taskId] } })
}

/**
 * Cancels a task that has not ended; the server decides that, in one statement.
 *
 * @returns the task, where it had ended already: it and its file stay
 */
export async function cancelTask(
  client: ApiClient,
  projectId: string,
  taskId: string,
): Promise<TaskAnswer | null> {
  const path = `/v2/${projectId}/export-tasks/batch-delete?status=CREATING`
  await client.send('POST', path, { body: { task_ids: [taskId] } })
  return await findTask(client, projectId, taskId).catch((error: unknown) => {
    if (error instanceof ClientError) return null
    throw error
  })
}
