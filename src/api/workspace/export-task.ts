import { Type } from 'typebox'

import { type ExportTask, progressOf, statusOf } from '../../exports/task.ts'
import type { ImportResult } from '../../imports/order.ts'
import { Enum, Instant, OrNull } from '../../http/schemas.ts'

/** What an import came to, ours. */
const ImportResultAnswer = Type.Object({
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Integer(),
  applied: Type.Boolean({ description: 'Whether the directory was changed as the report says' }),
  unknown_columns: Type.Array(Type.String(), { description: 'Headers that are known in no language' }),
  columns: Type.Array(Type.String(), { description: 'Headers that are known, as the file has them' }),
  other_sheets: Type.Array(Type.String(), {
    description: 'Sheets that were not read: they have no column of user names',
  }),
})

/** An export task as it is answered (contract, workspace.md section 2). */
export const TaskAnswer = Type.Object({
  task_id: Type.String(),
  file_name: Type.String(),
  status: Enum(['CREATING', 'SUCCESS', 'FAIL', 'EXPIRED']),
  fail_reason: OrNull(Type.String()),
  error_code: OrNull(Type.String()),
  create_time: Instant,
  end_time: OrNull(Instant),
  is_download: Type.Boolean({ description: 'Whether the file was downloaded to its end' }),
  task_type: Enum(['USERS', 'GROUPS', 'GROUP_USERS', 'IMPORT']),
  progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Per cent' }),
  rows_written: Type.Integer(),
  rows_total: OrNull(Type.Integer({ description: 'Rows counted in the snapshot' })),
  file_size: OrNull(Type.Integer({ description: 'Bytes' })),
  sha256: OrNull(Type.String({ description: 'Of the file, in hex' })),
  snapshot_time: OrNull(Instant),
  expire_time: OrNull(Instant),
  created_by: Type.String(),
  filter: Type.Object({}, { additionalProperties: true, description: 'The request as understood' }),
  language: Type.String(),
  download_count: Type.Integer(),
  attempt: Type.Integer(),
  import_result: OrNull(ImportResultAnswer),
})

export function taskAnswer(task: ExportTask) {
  const instant = (time: Date | null) => time?.toISOString() ?? null
  return {
    task_id: task.id,
    file_name: task.file_name,
    status: statusOf(task),
    fail_reason: task.fail_reason,
    error_code: task.error_code,
    create_time: task.created_at.toISOString(),
    end_time: instant(task.finished_at),
    is_download: task.download_count > 0,
    task_type: task.task_type,
    progress: progressOf(task),
    rows_written: task.rows_written,
    rows_total: task.rows_total,
    file_size: task.file_size,
    sha256: task.sha256,
    snapshot_time: instant(task.snapshot_at),
    expire_time: instant(task.expires_at),
    created_by: task.created_by,
    filter: task.filter,
    language: task.language,
    download_count: task.download_count,
    attempt: task.attempt,
    import_result:
      task.result === null ? null : { columns: [], other_sheets: [], ...(task.result as ImportResult) },
  }
}
