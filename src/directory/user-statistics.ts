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
  /** By the month of their creation in UTC, `yyyy-MM`, oldest first; those without a user are not in it. */
  readonly created: ReadonlyMap<string, number>
}

/** Counts a project's users by status, activation type, enterprise project and month of creation, in one pass. */
export async function userStatistics(
  database: Database,
  projectId: string,
  filter: UserFilter,
  scope: UserScope,
): Promise<UserStatistics> {
  const { rows } = await sql<{
    status: number
    active_type: ActiveType
    project: string
    month: string
    users: number
  }>`
    SELECT ${userStatus} AS status, active_type, enterprise_project_id AS project,
      to_char(date_trunc('month', created_at, 'UTC') AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*) AS users
    FROM users WHERE ${sql.join(userConditions(projectId, filter, scope), sql` AND `)}
    GROUP BY 1, 2, 3, date_trunc('month', created_at, 'UTC')
    ORDER BY enterprise_project_id COLLATE "C", date_trunc('month', created_at, 'UTC')`.execute(database)
  const statuses = { normal: 0, locked: 0, disabled: 0, expired: 0 }
  const activeTypes = { USER_ACTIVATE: 0, ADMIN_ACTIVATE: 0 }
  const enterpriseProjects = new Map<string, number>()
  const created = new Map<string, number>()
  let total = 0
  for (const { status, active_type: type, project, month, users } of rows) {
    statuses[USER_STATUSES[status] ?? 'normal'] += users
    activeTypes[type] += users
    enterpriseProjects.set(project, (enterpriseProjects.get(project) ?? 0) + users)
    created.set(month, (created.get(month) ?? 0) + users)
    total += users
  }
  return {
    total,
    statuses,
    activeTypes,
    enterpriseProjects,
    created: new Map([...created].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}
