import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'

import type { CallOptions, Muster } from './acceptance.ts'
import { type ReadWorkbook, readWorkbook } from './read-workbook.ts'

/** An export task as ListExportTasks shows it. */
export interface Task {
  readonly task_id: string
  readonly file_name: string
  readonly status: 'CREATING' | 'SUCCESS' | 'FAIL' | 'EXPIRED'
  readonly fail_reason: string | null
  readonly error_code: string | null
  readonly create_time: string
  readonly end_time: string | null
  readonly is_download: boolean
  readonly task_type: string
  readonly progress: number
  readonly rows_written: number
  readonly rows_total: number | null
  readonly file_size: number | null
  readonly sha256: string | null
  readonly snapshot_time: string | null
  readonly expire_time: string | null
  readonly created_by: string
  readonly filter: Readonly<Record<string, unknown>>
  readonly language: string
  readonly download_count: number
  readonly attempt: number
  readonly import_result: ImportResult | null
}

/** What an import came to. */
export interface ImportResult {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  readonly applied: boolean
  readonly unknown_columns: readonly string[]
  readonly columns: readonly string[]
}

/** Longest that a task may take here; a machine that does other things as well is slow. */
const PATIENCE_MS = 60_000

/** Asks for an export by ExportUsersNew. @returns the task's ID */
export const startExport = (muster: Muster, body: object, options: CallOptions = {}): Promise<string> =>
  orderExport(muster, 'POST /v3/{p}/users/export', { body, ...options })

/** Asks for an export by any operation that makes one. @returns the task's ID */
export async function orderExport(
  muster: Muster,
  request: string,
  options: CallOptions = {},
): Promise<string> {
  const answer = await muster.call(request, options)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<{ task_id: string }>().task_id
}

/** The task by ListExportTasks; undefined: it is not there. */
export async function findTask(muster: Muster, id: string): Promise<Task | undefined> {
  const answer = await muster.call(`GET /v2/{p}/export-tasks?task_id=${id}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<{ export_tasks: Task[] }>().export_tasks[0]
}

/** Polls a task until it is as wanted. */
export async function waitForTask(
  muster: Muster,
  id: string,
  wanted: (task: Task) => boolean = ({ status }) => status === 'SUCCESS',
  patienceMs = PATIENCE_MS,
): Promise<Task> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const task = await findTask(muster, id)
    if (task !== undefined && wanted(task)) return task
    assert.notEqual(task?.status, 'FAIL', JSON.stringify(task))
    assert.ok(Date.now() < deadline, `the task stays ${JSON.stringify(task)}`)
    await setTimeout(40)
  }
}

/** Polls a task until it has ended, well or not. */
export async function waitForEnd(muster: Muster, id: string): Promise<Task> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await setTimeout(40)) {
    const task = await findTask(muster, id)
    if (task !== undefined && task.status !== 'CREATING') return task
    assert.ok(Date.now() < deadline, `the task stays ${JSON.stringify(task)}`)
  }
}

/** Downloads the file of a task. */
export async function download(muster: Muster, id: string): Promise<Buffer> {
  const answer = await muster.call(`GET /v2/{p}/export-tasks/${id}/download`)
  assert.equal(answer.status, 200, answer.text.slice(0, 500))
  return answer.bytes
}

export interface Exported {
  readonly task: Task
  readonly bytes: Buffer
  readonly workbook: ReadWorkbook
}

const lanes: Promise<unknown>[] = Array.from({ length: 2 }, () => Promise.resolve())
let turn = 0

/**
 * From filter to workbook: asks, waits, downloads, reads. Of many calls at the same time as many are at work as
 * the server runs exports at once: a task that waits is looked for every two seconds only.
 */
export const exportUsers = (muster: Muster, body: object, options: CallOptions = {}): Promise<Exported> =>
  exportBy(muster, 'POST /v3/{p}/users/export', { body, ...options })

/** The same by any operation that makes an export. */
export function exportBy(muster: Muster, request: string, options: CallOptions = {}): Promise<Exported> {
  const lane = turn++ % lanes.length
  const exported = (lanes[lane] ?? Promise.resolve()).then(async () => {
    const task = await waitForTask(muster, await orderExport(muster, request, options))
    const bytes = await download(muster, task.task_id)
    return { task, bytes, workbook: await readWorkbook(bytes) }
  })
  lanes[lane] = exported.catch(() => {})
  return exported
}

/** The user names of an export's workbook, in its order. */
export async function exportedNames(muster: Muster, body: object): Promise<string[]> {
  const { workbook } = await exportUsers(muster, { language: 'en_US', ...body })
  return workbook.rows.map((row) => String(row['Username']))
}
