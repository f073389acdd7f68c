import type { Selectable, Transaction } from 'kysely'

import { type Origin, done } from '../audit/event.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import type { UserScope } from '../directory/user-filter.ts'
import { errors } from '../errors.ts'
import type { Language } from '../i18n/dictionary.ts'
import { newId } from '../ids.ts'
import { trace } from '../tracepoints.ts'
import { type IdempotencyKey, claimKey } from './idempotency.ts'
import { type ExportSubject, exportKinds } from './kinds/index.ts'
import { type ProjectLimits, requireRoom } from './project-limits.ts'
import type { ExportQueue } from './queue.ts'

export type ExportTask = Selectable<Tables['export_tasks']>

/** The states that a task is shown in; EXPIRED is a SUCCESS past its time. */
export type TaskStatus = 'CREATING' | 'SUCCESS' | 'FAIL' | 'EXPIRED'

/** What somebody asked to have done. */
export interface TaskOrder {
  readonly type: Tables['export_tasks']['task_type']
  /** The request as understood. */
  readonly filter: object
  /** What the names of its files begin with. */
  readonly filePrefix: string
  /** The task's ID, where something is named by it already. */
  readonly id?: string
  readonly project: { readonly id: string; readonly name: string; readonly accountId: string }
  /** What the caller may read, decided now and kept: later grants do not widen a task. */
  readonly scope: UserScope
  readonly language: Language
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly idempotencyKey?: IdempotencyKey | undefined
  /** Who orders it, for the audit trail; absent: nothing is recorded. */
  readonly origin?: Origin
  /** What projects may have that have no limits of their own; absent: any number. */
  readonly limits?: ProjectLimits
}

/** What somebody asked to have exported. */
export type ExportOrder = ExportSubject & Omit<TaskOrder, 'type' | 'filter' | 'filePrefix' | 'id'>

/** Makes an export task: see {@link createTask}. */
export const createExportTask = (
  database: Database,
  queue: ExportQueue,
  order: ExportOrder,
): Promise<string> =>
  createTask(database, queue, { ...order, filePrefix: exportKinds[order.type].filePrefix })

/**
 * Makes a task, orders the work on it and records who did, in one transaction: all is there or nothing.
 *
 * @returns the task's ID; with an idempotency key that was used before, that of the first task
 * @throws ApiError idempotencyKeyReused, tooManyRequests where too many tasks run or wait, storageQuotaReached
 */
export async function createTask(database: Database, queue: ExportQueue, order: TaskOrder): Promise<string> {
  const created = await database.transaction().execute(async (transaction) => {
    const id = order.id ?? newId()
    await insertTask(transaction, id, order)
    if (order.idempotencyKey !== undefined) {
      const first = await claimKey(transaction, order.idempotencyKey, order, id)
      if (first !== id) {
        await transaction
          .deleteFrom('export_tasks')
          .where('project_id', '=', order.project.id)
          .where('id', '=', id)
          .execute()
        await recordOrder(transaction, first, order, true)
        return first
      }
    }
    await requireRoom(transaction, order.project.id, order.limits ?? { exports: 0, storedBytes: 0 })
    await recordOrder(transaction, id, order, false)
    await queue.enqueue(transaction, {
      account_id: order.project.accountId,
      project_id: order.project.id,
      task_id: id,
      task_type: order.type,
    })
    return id
  })
  trace('inserted', created)
  return created
}

async function recordOrder(
  transaction: Transaction<Tables>,
  id: string,
  { origin, filter, scope, language }: TaskOrder,
  repeated: boolean,
): Promise<void> {
  if (origin === undefined) return
  await recordEvent(transaction, { ...origin, ...done([id], { filter, ...scope, language, repeated }, 200) })
}

async function insertTask(transaction: Transaction<Tables>, id: string, order: TaskOrder): Promise<void> {
  const now = new Date()
  await transaction
    .insertInto('export_tasks')
    .values({
      project_id: order.project.id,
      id,
      account_id: order.project.accountId,
      task_type: order.type,
      language: order.language,
      filter: JSON.stringify(order.filter),
      scope: JSON.stringify(order.scope),
      created_by: order.createdBy.name,
      created_by_id: order.createdBy.id,
      created_at: now,
      file_name: fileName(order.filePrefix, order.project.name, now),
      request_id: order.origin?.requestId ?? null,
    })
    .execute()
}

/** `<prefix>-<project>-<yyyyMMdd-HHmmss>.xlsx`, UTC; what file systems refuse in the project's name becomes `_`. */
export function fileName(prefix: string, project: string, now: Date): string {
  const time = now
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-')
  return `${prefix}-${project.replaceAll(/[\p{Cc}"*/:<>?\\|]/gu, '_')}-${time}.xlsx`
}

/** The state that a task is in at an instant. */
export function statusOf(task: Pick<ExportTask, 'status' | 'expires_at'>, now = new Date()): TaskStatus {
  return task.status === 'SUCCESS' && task.expires_at !== null && task.expires_at <= now
    ? 'EXPIRED'
    : task.status
}

/** Share of the work that is done, 0-100; 100 is kept for a file that is there. */
export function progressOf(task: Pick<ExportTask, 'status' | 'rows_total' | 'rows_written'>): number {
  if (task.status === 'SUCCESS') return 100
  if (!task.rows_total) return 0
  return Math.min(99, Math.floor((100 * task.rows_written) / task.rows_total))
}

/**
 * A task of a project.
 *
 * @throws ApiError exportTaskUnknown, also for another project's
 */
export async function findTask(database: Database, projectId: string, taskId: string): Promise<ExportTask> {
  const task = await database
    .selectFrom('export_tasks')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', taskId)
    .executeTakeFirst()
  if (task === undefined) throw errors.exportTaskUnknown()
  return task
}

/**
 * Deletes tasks and records who did; unknown ones are passed over. A worker that is at one learns of it at its next
 * progress write.
 *
 * @param origin who deletes them, for the audit trail; absent: nothing is recorded
 * @param options `onlyUnfinished`: those that have ended, and be it this moment, are kept
 * @returns the keys of the files that nothing names any more
 */
export async function deleteTasks(
  database: Database,
  projectId: string,
  taskIds: readonly string[],
  origin?: Origin,
  { onlyUnfinished = false }: { readonly onlyUnfinished?: boolean } = {},
): Promise<string[]> {
  return await database.transaction().execute(async (transaction) => {
    let doomed = transaction
      .deleteFrom('export_tasks')
      .where('project_id', '=', projectId)
      .where('id', 'in', taskIds)
    if (onlyUnfinished) doomed = doomed.where('status', '=', 'CREATING')
    const deleted = await doomed
      .returning(['id', 'task_type', 'status', 'attempt', 'rows_written', 'file_key', 'sha256'])
      .execute()
    if (origin !== undefined) await recordDeletion(transaction, origin, taskIds, deleted)
    return deleted.flatMap(
      (task) => task.file_key ?? (task.task_type === 'IMPORT' ? `${task.id}.upload` : []),
    )
  })
}

/** One event for the request, and one for each task that it cancels. */
async function recordDeletion(
  transaction: Transaction<Tables>,
  origin: Origin,
  asked: readonly string[],
  deleted: readonly Pick<ExportTask, 'id' | 'task_type' | 'status' | 'attempt' | 'rows_written' | 'sha256'>[],
): Promise<void> {
  const files = Object.fromEntries(
    deleted.flatMap(({ id, sha256 }) => (sha256 === null ? [] : [[id, sha256]])),
  )
  const gone = new Set(deleted.map(({ id }) => id))
  const unknown = asked.filter((id) => !gone.has(id))
  await recordEvent(transaction, { ...origin, ...done([...gone], { sha256: files, unknown }, 200) })
  for (const { id, task_type: type, status, attempt, rows_written: rows } of deleted) {
    if (status !== 'CREATING') continue
    await recordEvent(transaction, {
      ...origin,
      operation: type === 'IMPORT' ? 'ImportCancelled' : 'ExportCancelled',
      ...done([id], { rows, attempts: attempt }),
    })
  }
}

/** Notes that a file was downloaded to its end. */
export async function countDownload(database: Database, task: ExportTask): Promise<void> {
  await database
    .updateTable('export_tasks')
    .set((row) => ({ download_count: row('download_count', '+', 1) }))
    .where('project_id', '=', task.project_id)
    .where('id', '=', task.id)
    .execute()
}
