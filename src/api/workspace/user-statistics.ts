import { Type } from 'typebox'

import { userStatistics as countUsers } from '../../directory/user-statistics.ts'
import { operation } from '../../http/operation.ts'
import { ProjectParams } from '../../http/schemas.ts'
import { userFilterFields } from './user-filter-fields.ts'

const Count = Type.Integer()

/** UserStatistics, ours (contract, workspace.md section 3). */
export const userStatistics = operation({
  id: 'UserStatistics',
  tag: 'Users',
  summary: 'Count users by status, activation type, enterprise project and month of creation',
  method: 'GET',
  url: '/v3/:project_id/users/statistics',
  access: 'project',
  action: 'workspace:users:list',
  schema: {
    params: ProjectParams,
    querystring: Type.Object(userFilterFields),
    response: {
      200: Type.Object({
        total_count: Count,
        status: Type.Object(
          { NORMAL: Count, LOCKED: Count, DISABLED: Count, EXPIRED: Count },
          { description: 'Each user once: disabled before locked before expired' },
        ),
        active_type: Type.Object({ USER_ACTIVATE: Count, ADMIN_ACTIVATE: Count }),
        enterprise_projects: Type.Array(
          Type.Object({ enterprise_project_id: Type.String(), user_count: Count }),
          { description: 'Those that have users' },
        ),
        created: Type.Array(
          Type.Object({ month: Type.String({ description: 'yyyy-MM in UTC' }), user_count: Count }),
          { description: 'Months in which users were created who are there still, oldest first' },
        ),
      }),
    },
  },
  handler: async ({ database, permission, query, project }) => {
    if (query.enterprise_project_id !== undefined) {
      await permission.requireEnterpriseProject(query.enterprise_project_id)
    }
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    const counts = await countUsers(database, project.id, query, scope)
    const { normal, locked, disabled, expired } = counts.statuses
    return {
      total_count: counts.total,
      status: { NORMAL: normal, LOCKED: locked, DISABLED: disabled, EXPIRED: expired },
      active_type: counts.activeTypes,
      enterprise_projects: [...counts.enterpriseProjects].map(([id, users]) => ({
        enterprise_project_id: id,
        user_count: users,
      })),
      created: [...counts.created].map(([month, users]) => ({ month, user_count: users })),
    }
  },
})
