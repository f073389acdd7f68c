import type { Selectable, Transaction } from 'kysely'

import type { Tables } from '../database/tables.ts'
import { newId } from '../ids.ts'

/** What a webhook is told: how a task ended, in the fields of ListExportTasks. */
export interface Notice {
  readonly event: 'TASK_ENDED' | 'TEST'
  readonly project_id: string
  readonly task_id: string
  readonly task_type: string
  readonly status: string
  readonly file_name: string
  readonly rows_written: number
  /** Bytes. */
  readonly file_size: number | null
  /** Of the file, in hex. */
  readonly sha256: string | null
  readonly snapshot_time: string | null
  readonly create_time: string
  readonly end_time: string | null
  readonly expire_time: string | null
  readonly error_code: string | null
  readonly fail_reason: string | null
}

/** A notice that waits to be taken. */
export type Delivery = Selectable<Tables['webhook_deliveries']>

/**
 * Writes down that the project's webhook, if it has one, is to be told how a task ended; in the transaction that ends
 * it, so that no end goes untold.
 */
export async function recordNotice(
  transaction: Transaction<Tables>,
  { projectId, taskId }: { readonly projectId: string; readonly taskId: string },
): Promise<void> {
  const task = await transaction
    .selectFrom('webhooks')
    .innerJoin('export_tasks', 'export_tasks.project_id', 'webhooks.project_id')
    .selectAll('export_tasks')
    .where('export_tasks.project_id', '=', projectId)
    .where('export_tasks.id', '=', taskId)
    .executeTakeFirst()
  if (task === undefined) return
  await transaction
    .insertInto('webhook_deliveries')
    .values({
      id: newId(),
      project_id: task.project_id,
      account_id: task.account_id,
      task_id: task.id,
      notice: JSON.stringify(noticeOf(task)),
      created_by: task.created_by,
      created_by_id: task.created_by_id,
      request_id: task.request_id,
    })
    .execute()
}

function noticeOf(task: Selectable<Tables['export_tasks']>): Notice {
  const instant = (time: Date | null) => time?.toISOString() ?? null
  return {
    event: 'TASK_ENDED',
    project_id: task.project_id,
    task_id: task.id,
    task_type: task.task_type,
    status: task.status,
    file_name: task.file_name,
    rows_written: task.rows_written,
    file_size: task.file_size,
    sha256: task.sha256,
    snapshot_time: instant(task.snapshot_at),
    create_time: task.created_at.toISOString(),
    end_time: instant(task.finished_at),
    expire_time: instant(task.expires_at),
    error_code: task.error_code,
    fail_reason: task.fail_reason,
  }
}

/** A notice that tells of nothing: to try whether a webhook takes any. */
export const testNotice = (projectId: string, now = new Date()): Notice => ({
  event: 'TEST',
  project_id: projectId,
  task_id: newId(now.getTime()),
  task_type: 'USERS',
  status: 'SUCCESS',
  file_name: 'test.xlsx',
  rows_written: 0,
  file_size: null,
  sha256: null,
  snapshot_time: null,
  create_time: now.toISOString(),
  end_time: now.toISOString(),
  expire_time: null,
  error_code: null,
  fail_reason: null,
})
