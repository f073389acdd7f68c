import { type Transaction, sql } from 'kysely'

import { type Origin, done, onBehalf } from '../audit/event.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Settings } from '../config.ts'
import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import type { UserScope } from '../directory/user-filter.ts'
import { recordNotice } from '../webhooks/notice.ts'
import type { Failure } from './failure.ts'
import type { ExportSubject } from './kinds/index.ts'
import { type ProjectLimits, limitsOfSettings, requireSpace } from './project-limits.ts'
import type { ExportJob } from './queue.ts'
import type { FinishedFile, Run } from './run.ts'

/** A task that this worker may work on, as long as nobody claims it after us. */
export interface Claim {
  readonly id: string
  readonly projectId: string
  /** The fencing token: every write of this attempt names it, and changes nothing once there is a later one. */
  readonly attempt: number
  readonly fileKey: string
  readonly task: Run['task']
  /** Who ordered the task, for the audit trail. */
  readonly origin: Origin
}

/**
 * Begins an attempt at a task. Attempts are counted here and not where one ends, so that a task which kills its
 * worker stops as well.
 *
 * @returns null where there is nothing to do: the task is gone or finished, or has just been failed since it
 *   had all of its attempts
 */
export async function claimTask(database: Database, job: ExportJob, attempts: number): Promise<Claim | null> {
  const task = await database
    .updateTable('export_tasks')
    .from('projects')
    .whereRef('projects.id', '=', 'export_tasks.project_id')
    .where('export_tasks.project_id', '=', job.project_id)
    .where('export_tasks.id', '=', job.task_id)
    .where('status', '=', 'CREATING')
    .set((row) => ({
      attempt: row('attempt', '+', 1),
      started_at: sql<Date>`coalesce(started_at, clock_timestamp())`,
      progressed_at: sql<Date>`clock_timestamp()`,
      rows_written: 0,
      rows_total: null,
      snapshot_at: null,
    }))
    .returning([
      'export_tasks.id',
      'project_id',
      'export_tasks.account_id',
      'projects.name as project_name',
      'attempt',
      'filter',
      'task_type',
      'scope',
      'language',
      'created_by',
      'created_by_id',
      'request_id',
      'export_tasks.created_at',
    ])
    .executeTakeFirst()
  if (task === undefined) return null
  const claim: Claim = {
    id: task.id,
    projectId: task.project_id,
    attempt: task.attempt,
    fileKey: `${task.id}.${task.attempt}.xlsx`,
    origin: onBehalf(task, 'worker', task.task_type === 'IMPORT' ? 'ImportFinished' : 'ExportFinished'),
    task: {
      id: task.id,
      accountId: task.account_id,
      projectId: task.project_id,
      projectName: task.project_name,
      // What was stored with a type is of its shape.
      ...({ type: task.task_type, filter: task.filter } as ExportSubject),
      scope: task.scope as UserScope,
      language: task.language,
      createdBy: task.created_by,
      createdAt: task.created_at,
    },
  }
  if (task.attempt <= attempts) return claim
  await failTask(database, claim, {
    code: 'WKS.00290014',
    reason: `${attempts} attempts were ended from outside.`,
    final: true,
  })
  return null
}

/** How far an attempt is. */
export interface AttemptProgress {
  /** Null: it is of no snapshot, or of none yet. */
  readonly snapshotAt: Date | null
  readonly rows: number
  readonly total: number
}

const ownTask = (database: Database, claim: Claim) =>
  database
    .updateTable('export_tasks')
    .where('project_id', '=', claim.projectId)
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('status', '=', 'CREATING')

/**
 * Writes down how far the attempt is.
 *
 * @returns whether the task is still this attempt's; if not, stop
 */
export async function recordProgress(
  database: Database,
  claim: Claim,
  progress: AttemptProgress | null,
): Promise<boolean> {
  const result = await ownTask(database, claim)
    .set({
      progressed_at: sql<Date>`clock_timestamp()`,
      rows_written: progress?.rows ?? 0,
      rows_total: progress?.total ?? null,
      snapshot_at: progress?.snapshotAt ?? null,
    })
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** How files are kept. */
export interface Keeping {
  readonly retentionSeconds: number
  /** What projects may keep that have no limits of their own. */
  readonly limits: ProjectLimits
}

export const keepingOf = (settings: Settings): Keeping => ({
  retentionSeconds: settings.MUSTER_EXPORT_RETENTION_SECONDS,
  limits: limitsOfSettings(settings),
})

/**
 * Makes a durable file the task's: the one statement that ends it in SUCCESS, with its audit event and its notice in the same
 * transaction.
 *
 * @returns whether the task was still this attempt's; if not, the file is nobody's
 * @throws QuotaExceeded where the project may not keep it
 */
export async function publishFile(
  database: Database,
  claim: Claim,
  file: FinishedFile,
  keeping: Keeping,
): Promise<boolean> {
  return await database
    .transaction()
    .execute((transaction) => publishWithin(transaction, claim, file, keeping))
}

/**
 * The same as part of a transaction that does more: what an import changes counts together with its report.
 *
 * @param result what an import came to
 */
export async function publishWithin(
  transaction: Transaction<Tables>,
  claim: Claim,
  file: FinishedFile,
  keeping: Keeping,
  result: object | null = null,
): Promise<boolean> {
  await requireSpace(transaction, claim.projectId, file.size, keeping.limits)
  const published = await ownTask(transaction, claim)
    .set({
      status: 'SUCCESS',
      finished_at: sql<Date>`clock_timestamp()`,
      expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${keeping.retentionSeconds})`,
      snapshot_at: file.snapshotAt,
      rows_total: file.total,
      rows_written: file.rows,
      file_key: claim.fileKey,
      file_size: file.size,
      sha256: file.sha256,
      result: result === null ? null : JSON.stringify(result),
      fail_reason: null,
      error_code: null,
    })
    .executeTakeFirst()
  if (published.numUpdatedRows === 0n) return false
  await recordNotice(transaction, { projectId: claim.projectId, taskId: claim.id })
  await recordEvent(transaction, {
    ...claim.origin,
    ...done([claim.id], {
      filter: claim.task.filter,
      ...claim.task.scope,
      rows: file.rows,
      bytes: file.size,
      sha256: file.sha256,
      snapshot_time: file.snapshotAt.toISOString(),
      attempts: claim.attempt,
      ...(result === null ? {} : { result }),
    }),
  })
  return true
}

/** What the audit trail calls the work on a task. */
const subjectOf = ({ task }: Claim) => ((task.type as string) === 'IMPORT' ? 'Import' : 'Export')

/** Ends a task in FAIL, unless it is no longer this attempt's. */
export async function failTask(database: Database, claim: Claim, { code, reason }: Failure): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const failed = await ownTask(transaction, claim)
      .set({
        status: 'FAIL',
        finished_at: sql<Date>`clock_timestamp()`,
        error_code: code,
        fail_reason: reason,
      })
      .returning('rows_written')
      .executeTakeFirst()
    if (failed === undefined) return
    await recordNotice(transaction, { projectId: claim.projectId, taskId: claim.id })
    await recordEvent(transaction, {
      ...claim.origin,
      operation: `${subjectOf(claim)}Failed`,
      outcome: 'failed',
      status: null,
      errorCode: code,
      resources: [claim.id],
      details: { filter: claim.task.filter, rows: failed.rows_written, attempts: claim.attempt, reason },
    })
  })
}
