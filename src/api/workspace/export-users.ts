import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { Enum, Language, ProjectParams, RULE } from '../../http/schemas.ts'
import { IdempotencyKeyHeader, idempotencyKeyOf } from './idempotency-key.ts'
import { OrderedTask, orderExport } from './order-export.ts'

const Body = Type.Object({
  user_name: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 20,
      pattern: String.raw`^[\p{L}\p{M}._-][\p{L}\p{M}\p{Nd}._-]*$`,
      [RULE]: '1-20 characters: letters of any script, digits, `.`, `_` and `-`, not beginning with a digit',
      description: 'Only users whose name contains this text, ignoring case',
    }),
  ),
  user_names: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
      maxItems: 100,
      description: 'Only users with one of these names; an empty array does not narrow',
    }),
  ),
  description: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'Only users whose description contains this text, ignoring case',
    }),
  ),
  active_type: Enum(['USER_ACTIVATE', 'ADMIN_ACTIVATE', 'ALL'], {
    default: 'USER_ACTIVATE',
    description: 'Activation type; `ALL` exports both',
  }),
  language: Language,
  enterprise_project_id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description:
        'Only users of this enterprise project; `0` is the default one; absent: all that the caller may read',
    }),
  ),
  share_space_subscription: Type.Optional(
    Type.Boolean({ description: 'Only users who have (have not) subscribed to collaboration' }),
  ),
  share_space_desktops: Type.Optional(
    Type.Boolean({ description: 'Only users who have (have no) collaborative desktops' }),
  ),
})

/** ExportUsersNew, the main job (contract, workspace.md section 1). */
export const exportUsers = operation({
  id: 'ExportUsersNew',
  tag: 'Users',
  summary: 'Export users to an Excel file',
  description:
    'Makes a task that writes the users matching the filter to an Excel workbook, all of them as of one snapshot of ' +
    'the directory. All filters combine by AND. Ask ListExportTasks for the task, then DownloadExportFile for the file.',
  method: 'POST',
  url: '/v3/:project_id/users/export',
  access: 'project',
  action: 'workspace:users:export',
  bodyOptional: true,
  schema: {
    params: ProjectParams,
    headers: IdempotencyKeyHeader,
    body: Body,
    response: { 200: OrderedTask },
  },
  handler: async (call) => {
    const { language, active_type: type, user_names: names, ...others } = call.body
    const filter = {
      ...others,
      ...(names === undefined || names.length === 0 ? {} : { user_names: names }),
      ...(type === 'ALL' ? {} : { active_type: type }),
    }
    const idempotencyKey = idempotencyKeyOf(call.request, call.body)
    return { task_id: await orderExport(call, { type: 'USERS', filter }, { language, idempotencyKey }) }
  },
})
