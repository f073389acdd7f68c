import { Type } from 'typebox'

import { findGroup } from '../../../directory/groups.ts'
import { listUsers } from '../../../directory/list-users.ts'
import { operation } from '../../../http/operation.ts'
import { Offset } from '../../../http/schemas.ts'
import { userAnswerFields } from '../user-answer.ts'
import { userFilterFields } from '../user-filter-fields.ts'
import { GroupParams } from './fields.ts'

const MOST = 2000

const { id, user_name, domain, user_email, user_phone, description, enterprise_project_id } = userAnswerFields
const {
  user_name: byName,
  description: byDescription,
  active_type,
  enterprise_project_id: byProject,
} = userFilterFields

/** ListUsersOfGroup (contract, workspace.md section 4). */
export const listUsersOfGroup = operation({
  id: 'ListUsersOfGroup',
  tag: 'User groups',
  summary: 'List the users of a user group',
  method: 'GET',
  url: '/v2/:project_id/groups/:group_id/users',
  access: 'project',
  action: 'workspace:userGroups:getUsers',
  schema: {
    params: GroupParams,
    querystring: Type.Object({
      user_name: byName,
      description: byDescription,
      active_type,
      enterprise_project_id: byProject,
      limit: Type.Integer({ minimum: 0, maximum: MOST, default: MOST, description: `0: ${MOST}` }),
      offset: Offset,
    }),
    response: {
      200: Type.Object({
        total_count: Type.Integer(),
        users: Type.Array(
          Type.Object({
            id,
            user_name,
            domain,
            user_email,
            user_phone,
            total_desktops: Type.Integer(),
            enterprise_project_id,
            description,
          }),
        ),
      }),
    },
  },
  handler: async ({ database, permission, params, query, project }) => {
    const { limit, offset, ...filter } = query
    if (filter.enterprise_project_id !== undefined) {
      await permission.requireEnterpriseProject(filter.enterprise_project_id)
    }
    const group = await findGroup(database, project.id, params.group_id)
    const { totalCount, users } = await listUsers(database, project.id, {
      filter: { ...filter, group_id: group.id },
      scope: { enterprise_project_ids: permission.enterpriseProjects },
      offset,
      limit: limit === 0 ? MOST : limit,
      order: { field: 'user_name', descending: false },
    })
    return { total_count: totalCount, users }
  },
})
