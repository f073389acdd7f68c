import { type RawBuilder, sql } from 'kysely'

import { type Bind, type UserFilter, userConditions } from '../../directory/user-filter.ts'
import { userColumns } from '../columns.ts'
import { filterWords, leftOutWords } from '../filter-words.ts'
import type { ExportKind, Selection } from './kind.ts'

/** ExportUsersNew: the users of a project (contract, workspace.md section 1). */
export const users: ExportKind<UserFilter> = {
  filePrefix: 'users',
  columns: userColumns,
  count: countUsers,
  rows: (selection, bind) =>
    selectUsers(
      userColumns.map(({ value }) => value),
      selection,
      bind,
    ),
  words: ({ users: { title, sheetName }, about }) => ({
    title,
    sheetName,
    rows: about.users,
    complete: about.complete,
  }),
  contents: filterWords,
  leftOut: leftOutWords,
}

/** How many users a selection has. */
export function countUsers({
  projectId,
  filter,
  scope,
}: Selection<UserFilter>): RawBuilder<{ total: number }> {
  const where = sql.join(userConditions(projectId, filter, scope), sql` AND `)
  return sql`SELECT count(*) AS total FROM users WHERE ${where}`
}

/** Values of the users of a selection, in the order of lists. */
export function selectUsers(
  values: readonly RawBuilder<unknown>[],
  { projectId, filter, scope }: Selection<UserFilter>,
  bind: Bind,
): RawBuilder<unknown> {
  const where = sql.join(userConditions(projectId, filter, scope, bind), sql` AND `)
  // PostgreSQL remembers the names of each combination of groups (its plan says Memoize), of which there are few.
  return sql`
    SELECT ${sql.join(values)}
    FROM users LEFT JOIN LATERAL (
      SELECT string_agg(user_groups.name, '; ' ORDER BY name_key) AS group_names FROM user_groups
      WHERE user_groups.project_id = ${bind(projectId)} AND number = ANY (users.group_numbers)
    ) AS membership ON true
    WHERE ${where}
    ORDER BY users.user_name_key, users.id`
}
