import { Type } from 'typebox'

import { listUsers as listUsersOf } from '../../directory/list-users.ts'
import type { ListedUser } from '../../directory/user-fields.ts'
import { operation } from '../../http/operation.ts'
import { Enum, Offset, ProjectParams } from '../../http/schemas.ts'
import { userAnswerFields } from './user-answer.ts'
import { userFilterFields } from './user-filter-fields.ts'

const MOST = 2000

const User = Type.Object(userAnswerFields)

/** ListUsers (contract, workspace.md section 3). */
export const listUsers = operation({
  id: 'ListUsers',
  tag: 'Users',
  summary: 'List users',
  method: 'GET',
  url: '/v2/:project_id/users',
  access: 'project',
  action: 'workspace:users:list',
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      ...userFilterFields,
      is_query_total_desktops: Type.Boolean({ default: true }),
      sort_field: Enum(['user_name', 'created_at'], { default: 'user_name' }),
      sort_type: Enum(['ASC', 'DESC'], { default: 'ASC' }),
      limit: Type.Integer({ minimum: 0, maximum: MOST, default: MOST, description: `0: ${MOST}` }),
      offset: Offset,
    }),
    response: { 200: Type.Object({ total_count: Type.Integer(), users: Type.Array(User) }) },
  },
  handler: async ({ database, permission, query, project }) => {
    const { is_query_total_desktops, sort_field, sort_type, limit, offset, ...filter } = query
    if (filter.enterprise_project_id !== undefined) {
      await permission.requireEnterpriseProject(filter.enterprise_project_id)
    }
    const { totalCount, users } = await listUsersOf(database, project.id, {
      filter,
      scope: { enterprise_project_ids: permission.enterpriseProjects },
      offset,
      limit: limit === 0 ? MOST : limit,
      order: { field: sort_field, descending: sort_type === 'DESC' },
    })
    return { total_count: totalCount, users: users.map((user) => onTheWire(user, is_query_total_desktops)) }
  },
})

function onTheWire({ total_desktops, account_expires, ...user }: ListedUser, withDesktops: boolean) {
  return {
    ...user,
    // The vendor's directory gives each user a Windows SID; ours has the ID in its place.
    sid: user.id,
    account_expires: account_expires?.toISOString() ?? '0',
    ...(withDesktops ? { total_desktops } : {}),
  }
}
