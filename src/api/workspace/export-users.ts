import { Type } from 'typebox'

import { findEnterpriseProject } from '../../iam/enterprise-project.ts'
import { createExportTask } from '../../exports/task.ts'
import { errors } from '../../errors.ts'
import { operation } from '../../http/operation.ts'
import { Enum, Language, ProjectParams, RULE } from '../../http/schemas.ts'
import { principalOf } from '../../iam/caller.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'

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
    headers: Type.Object({
      'x-idempotency-key': Type.Optional(
        Type.String({
          pattern: '^[!-~]{1,64}$',
          [RULE]: '1-64 printable ASCII characters without blanks',
          description: 'A repeat within 24 hours answers the first task’s ID',
        }),
      ),
    }),
    body: Body,
    response: { 200: Type.Object({ task_id: Type.String({ description: 'ID of the export task' }) }) },
  },
  handler: async ({ database, permission, body, caller, project, services, request, audit }) => {
    const { language, active_type: type, user_names: names, ...others } = body
    const filter = {
      ...others,
      ...(names === undefined || names.length === 0 ? {} : { user_names: names }),
      ...(type === 'ALL' ? {} : { active_type: type }),
    }
    audit.note({ details: { filter, language } })
    const id = filter.enterprise_project_id
    if (id !== undefined) await permission.requireEnterpriseProject(id)
    if (id !== undefined && !(await findEnterpriseProject(database, project.accountId, id))) {
      throw errors.enterpriseProjectUnknown(`\`${id}\``)
    }
    const task_id = await createExportTask(database, services.queue, {
      project,
      filter,
      scope: { enterprise_project_ids: permission.enterpriseProjects },
      language,
      createdBy: { id: caller.userId, name: principalOf(caller) },
      idempotencyKey: idempotencyKeyOf(request, body),
      origin: audit.handOver(),
      mostUnfinished: services.settings.MUSTER_LIMIT_EXPORTS,
    })
    return { task_id }
  },
})
