import { Type } from 'typebox'

import { done } from '../../audit/event.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { countDownload, findTask } from '../../exports/task.ts'
import { operation } from '../../http/operation.ts'
import { sendFile } from '../../http/send-file.ts'
import { ProjectParams } from '../../http/schemas.ts'
import { mayReadFile, requireFile } from './task-file.ts'

/** DownloadExportFile: the file of a finished task, whole or in ranges (contract, workspace.md section 2). */
export const downloadExportFile = operation({
  id: 'DownloadExportFile',
  tag: 'Export tasks',
  summary: 'Download the file of an export task',
  description: 'Understands HEAD, Range and If-None-Match: a download that breaks can be resumed.',
  method: 'GET',
  url: '/v2/:project_id/export-tasks/:task_id/download',
  access: 'project',
  action: 'workspace:tenants:exportData',
  schema: {
    params: Type.Interface([ProjectParams], { task_id: Type.String({ minLength: 1, maxLength: 255 }) }),
    response: {
      200: Type.Unsafe<unknown>({
        description: 'The workbook',
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      }),
    },
  },
  handler: async ({ database, caller, permission, params, project, services, request, reply, audit }) => {
    const task = await findTask(database, project.id, params.task_id)
    if (!mayReadFile(task, caller, permission)) throw await permission.refuse()
    requireFile(task)
    const { file_key: key, file_size: size, sha256 } = task
    if (key === null || size === null || sha256 === null) throw new Error(`Task ${task.id} names no file`)
    return await sendFile(request, reply, {
      name: task.file_name,
      size,
      sha256,
      read: (range) => services.store.read(key, range),
      // Nobody has a byte of which no event tells.
      whenBegun: ({ start, end }) =>
        recordEvent(database, {
          ...audit.handOver(),
          ...done(
            [task.id],
            {
              sha256,
              rows: task.rows_total,
              bytes: size,
              from: start,
              to: end,
              resumed: start > 0,
              ordered_by: task.created_by,
            },
            reply.statusCode,
          ),
        }),
      whenComplete: () => countDownload(database, task),
    })
  },
})
