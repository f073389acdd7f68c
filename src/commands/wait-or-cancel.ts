import type { ApiClient } from '../client/api-client.ts'
import { type TaskAnswer, deleteTask, waitForTask } from '../client/export-users.ts'
import { ProgressLine } from './progress.ts'
import { Interrupted } from './run.ts'
import { words } from './words.ts'

/**
 * Waits for a task with a progress line; Ctrl-C cancels the task, and says so.
 *
 * @throws Interrupted; Error where the task failed
 */
export async function waitOrCancel(
  work: 'export' | 'import',
  client: ApiClient,
  projectId: string,
  taskId: string,
): Promise<TaskAnswer> {
  const line = new ProgressLine(work)
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.once('SIGINT', interrupt)
  try {
    return await waitForTask(client, projectId, taskId, {
      signal: interrupted.signal,
      report: (task) => line.update({ rows: task.rows_written, total: task.rows_total }),
    })
  } catch (error) {
    if (!interrupted.signal.aborted) throw error
    await deleteTask(client, projectId, taskId)
    const { cancelled, importCancelled } = words.cli
    throw new Interrupted((work === 'export' ? cancelled : importCancelled)(taskId))
  } finally {
    line.end()
    process.off('SIGINT', interrupt)
  }
}
