import { type RawBuilder, sql } from 'kysely'

import { type Bind, type UserFilter, type UserScope, userConditions } from '../directory/user-filter.ts'
import { userColumns } from './columns.ts'

/**
 * From how many users on the names of groups are collected for the whole project at once instead of user by
 * user: the one pass costs about as much as 100,000 look-ups.
 */
const MANY = 50_000

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
 * @param total how many users there are: decides how the names of their groups are found
 * @param bind puts values in; COPY takes no parameters
 */
export function usersStatement(
  { projectId, filter, scope }: Selection,
  total: number,
  bind: Bind,
): RawBuilder<unknown> {
  const where = sql.join(userConditions(projectId, filter, scope, bind), sql` AND `)
  const values = sql.join(userColumns.map((column) => column.value))
  return sql`
    SELECT ${values}
    FROM users LEFT JOIN ${groupNames(total, sql`${bind(projectId)}`)}
    WHERE ${where}
    ORDER BY users.user_name_key, users.id`
}

function groupNames(total: number, projectId: RawBuilder<unknown>): RawBuilder<unknown> {
  const names = sql`string_agg("group".name, '; ' ORDER BY "group".name_key, "group".id) AS group_names`
  const from = sql`user_group_members AS member
    JOIN user_groups AS "group" ON "group".project_id = member.project_id AND "group".id = member.group_id`
  return total < MANY
    ? sql`LATERAL (
        SELECT ${names} FROM ${from}
        WHERE member.project_id = users.project_id AND member.user_id = users.id
      ) AS membership ON true`
    : sql`(
        SELECT member.user_id, ${names} FROM ${from} WHERE member.project_id = ${projectId} GROUP BY member.user_id
      ) AS membership ON membership.user_id = users.id`
}
