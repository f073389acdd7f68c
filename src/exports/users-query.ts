import { type RawBuilder, sql } from 'kysely'

import { type Bind, type UserFilter, type UserScope, userConditions } from '../directory/user-filter.ts'
import { userColumns } from './columns.ts'

interface Selection {
  readonly projectId: string
  readonly filter: UserFilter
  readonly scope: UserScope
}

/** How many users a selection has. */
export function countStatement({ projectId, filter, scope }: Selection): RawBuilder<{ total: number }> {
  const where = sql.join(userConditions(projectId, filter, scope), sql` AND `)
  return sql`SELECT count(*) AS total FROM users WHERE ${where}`
}

/**
 * The query whose rows an export writes: a value for each of {@link userColumns}, in the order of lists.
 *
 * @param bind puts values in; COPY takes no parameters
 */
export function usersStatement({ projectId, filter, scope }: Selection, bind: Bind): RawBuilder<unknown> {
  const where = sql.join(userConditions(projectId, filter, scope, bind), sql` AND `)
  const values = sql.join(userColumns.map((column) => column.value))
  // PostgreSQL remembers the names of each combination of groups (its plan says Memoize), of which there are few.
  return sql`
    SELECT ${values}
    FROM users LEFT JOIN LATERAL (
      SELECT string_agg(user_groups.name, '; ' ORDER BY name_key) AS group_names FROM user_groups
      WHERE user_groups.project_id = ${bind(projectId)} AND number = ANY (users.group_numbers)
    ) AS membership ON true
    WHERE ${where}
    ORDER BY users.user_name_key, users.id`
}
