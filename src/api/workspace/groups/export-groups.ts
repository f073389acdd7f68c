import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { Language, ProjectParams } from '../../../http/schemas.ts'
import { IdempotencyKeyHeader, idempotencyKeyOf } from '../idempotency-key.ts'
import { OrderedTask, orderExport } from '../order-export.ts'

/** ExportUserGroupsNew (contract, workspace.md section 4). */
export const exportUserGroups = operation({
  id: 'ExportUserGroupsNew',
  tag: 'User groups',
  summary: 'Export user groups to an Excel file',
  description:
    'Makes a task that writes the user groups to an Excel workbook, with how many users and desktops each has, all as ' +
    'of one snapshot of the directory. Ask ListExportTasks for the task, then DownloadExportFile for the file.',
  method: 'POST',
  url: '/v3/:project_id/groups/export',
  access: 'project',
  action: 'workspace:userGroups:export',
  bodyOptional: true,
  schema: {
    params: ProjectParams,
    headers: IdempotencyKeyHeader,
    body: Type.Object({
      name: Type.Optional(
        Type.String({
          maxLength: 255,
          description: 'Only user groups whose name contains this text, ignoring case',
        }),
      ),
      group_ids: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
          maxItems: 100,
          description: 'Only user groups with one of these IDs; an empty array does not narrow',
        }),
      ),
      language: Language,
    }),
    response: { 200: OrderedTask },
  },
  handler: async (call) => {
    const { language, name, group_ids: ids } = call.body
    const filter = {
      ...(name === undefined ? {} : { name }),
      ...(ids === undefined || ids.length === 0 ? {} : { group_ids: ids }),
    }
    const idempotencyKey = idempotencyKeyOf(call.request, { task_type: 'GROUPS', ...call.body })
    return { task_id: await orderExport(call, { type: 'GROUPS', filter }, { language, idempotencyKey }) }
  },
})
