import { Type } from 'typebox'

import { findGroup } from '../../../directory/groups.ts'
import { operation } from '../../../http/operation.ts'
import { Language } from '../../../http/schemas.ts'
import { IdempotencyKeyHeader, idempotencyKeyOf } from '../idempotency-key.ts'
import { OrderedTask, orderExport } from '../order-export.ts'
import { userFilterFields } from '../user-filter-fields.ts'
import { GroupParams } from './fields.ts'

const { user_name, user_names, description, active_type, group_name, enterprise_project_id } =
  userFilterFields

/** ExportUserGroupUsersNew (contract, workspace.md section 4). */
export const exportUserGroupUsers = operation({
  id: 'ExportUserGroupUsersNew',
  tag: 'User groups',
  summary: 'Export the users of a user group to an Excel file',
  description:
    'Makes a task that writes the members matching the filter to an Excel workbook. It starts work although it is a ' +
    'GET: a signature of it is served once.',
  method: 'GET',
  url: '/v3/:project_id/groups/:group_id/users/export',
  access: 'project',
  action: 'workspace:userGroups:exportUsers',
  makesTask: true,
  schema: {
    params: GroupParams,
    headers: IdempotencyKeyHeader,
    querystring: Type.Object({
      user_name,
      user_names,
      description,
      active_type,
      group_name,
      language: Language,
      enterprise_project_id,
    }),
    response: { 200: OrderedTask },
  },
  handler: async (call) => {
    const { database, project, params, query, request } = call
    const group = await findGroup(database, project.id, params.group_id)
    const { language, user_names: names, ...others } = query
    const filter = {
      ...others,
      ...(names === undefined || names.length === 0 ? {} : { user_names: names }),
      group_id: group.id,
      member_of: group.name,
    }
    const idempotencyKey = idempotencyKeyOf(request, { task_type: 'GROUP_USERS', ...params, ...query })
    return { task_id: await orderExport(call, { type: 'GROUP_USERS', filter }, { language, idempotencyKey }) }
  },
})
