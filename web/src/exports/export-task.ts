import type { UserFilter } from '../users/filter.ts'
import type { Dictionary } from '../../../src/i18n/dictionary.ts'
import { type Call, json } from '../api/call.ts'
import type { ImportResult } from '../imports/import-task.ts'
import { saveFile } from '../parts/save-file.ts'
import { filterWords } from '../users/filter-words.ts'

/** A task of the export centre, as ListExportTasks answers it (contract, workspace.md section 2). */
export interface ExportTask {
  readonly task_id: string
  readonly file_name: string
  readonly status: 'CREATING' | 'SUCCESS' | 'FAIL' | 'EXPIRED'
  readonly fail_reason: string | null
  readonly create_time: string
  readonly end_time: string | null
  readonly task_type: 'USERS' | 'GROUPS' | 'GROUP_USERS' | 'IMPORT'
  readonly progress: number
  readonly rows_written: number
  readonly rows_total: number | null
  readonly file_size: number | null
  readonly sha256: string | null
  readonly expire_time: string | null
  readonly created_by: string
  readonly filter: UserFilter & { readonly group_id?: string }
  readonly language: string
  readonly download_count: number
  /** Of an import. */
  readonly import_result: ImportResult | null
}

export interface TaskQuery {
  readonly task_id?: string
  readonly file_name?: string
  readonly status?: string
  readonly is_download?: boolean
  readonly enterprise_project_id?: string | undefined
  readonly offset?: number
  readonly limit?: number
}

/** The tasks of the project, newest first. @throws ApiFailure */
export const listTasks = (call: Call, query: TaskQuery) =>
  json<{ export_tasks: ExportTask[]; count: number }>(
    call('GET /v2/{p}/export-tasks', { query: { ...query, sort_field: 'create_time', sort_type: 'DESC' } }),
  )

/** One task; undefined: it is no more. @throws ApiFailure */
export const showTask = async (call: Call, id: string): Promise<ExportTask | undefined> =>
  (await listTasks(call, { task_id: id })).export_tasks[0]

/** Deletes tasks with their files; what runs is cancelled. @throws ApiFailure */
export const deleteTasks = (call: Call, ids: readonly string[]): Promise<Response> =>
  call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids: ids } })

/** Fetches a task's file and hands it to the browser. @throws ApiFailure */
export async function downloadTask(call: Call, { task_id: id, file_name: name }: ExportTask): Promise<void> {
  const answer = await call(`GET /v2/{p}/export-tasks/${id}/download`)
  saveFile(name, await answer.blob())
}

/** Makes a task that writes the users of a filter. @returns its ID @throws ApiFailure */
export async function exportUsers(call: Call, filter: UserFilter, language: string): Promise<string> {
  const { group_name: _, ...others } = filter
  const body = { ...others, active_type: filter.active_type ?? 'ALL', language }
  return (await json<{ task_id: string }>(call('POST /v3/{p}/users/export', { body }))).task_id
}

/** What a task exports, in the words of its workbook. */
export const taskWords = (task: ExportTask, words: Dictionary): string => filterWords(task.filter, words)
