import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { type ActiveType, type UserFilter, type UserScope, userConditions } from './user-filter.ts'
import { USER_STATUSES, userStatus } from './user-status.ts'

/** How many users there are of each kind. */
export interface UserStatistics {
  readonly total: number
  readonly statuses: Readonly<Record<(typeof USER_STATUSES)[number], number>>
  readonly activeTypes: Readonly<Record<ActiveType, number>>
  /** By ID; those without a user are not in it. */
  readonly enterpriseProjects: ReadonlyMap<string, number>
}

/** Counts a project's users by status, activation type and enterprise project, in one pass. */
export async function userStatistics(
  database: Database,
  projectId: string,
  filter: UserFilter,
  scope: UserScope,
): Promise<UserStatistics> {
  const { rows } = await sql<{ status: number; active_type: ActiveType; project: string; users: number }>`
    SELECT ${userStatus} AS status, active_type, enterprise_project_id AS project, count(*) AS users
    FROM users WHERE ${sql.join(userConditions(projectId, filter, scope), sql` AND `)}
    GROUP BY 1, 2, 3 ORDER BY enterprise_project_id COLLATE "C"`.execute(database)
  const statuses = { normal: 0, locked: 0, disabled: 0, expired: 0 }
  const activeTypes = { USER_ACTIVATE: 0, ADMIN_ACTIVATE: 0 }
  const enterpriseProjects = new Map<string, number>()
  let total = 0
  for (const { status, active_type: type, project, users } of rows) {
    statuses[USER_STATUSES[status] ?? 'normal'] += users
    activeTypes[type] += users
    enterpriseProjects.set(project, (enterpriseProjects.get(project) ?? 0) + users)
    total += users
  }
  return { total, statuses, activeTypes, enterpriseProjects }
}
