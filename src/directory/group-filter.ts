import { type RawBuilder, type SqlBool, sql } from 'kysely'

import { type Bind, type UserScope, arrayLiteral, asParameter, substring } from './user-filter.ts'

/** Which user groups of a project are meant. Every field narrows; an absent one does not. */
export interface GroupFilter {
  /** Substring of the group's name, ignoring case. */
  name?: string | undefined
  group_ids?: readonly string[] | undefined
}

/** The conditions on the table `user_groups` that a filter stands for, to be joined by AND. */
export function groupConditions(
  projectId: string,
  { name, group_ids: ids }: GroupFilter,
  bind: Bind = asParameter,
): RawBuilder<SqlBool>[] {
  const conditions = [sql<SqlBool>`user_groups.project_id = ${bind(projectId)}`]
  if (name !== undefined) {
    conditions.push(
      sql`user_groups.name_key LIKE lower(${bind(substring(name))} COLLATE muster_fold) COLLATE "C"`,
    )
  }
  if (ids !== undefined) conditions.push(sql`user_groups.id = ANY (${bind(arrayLiteral(ids))}::text[])`)
  return conditions
}

/**
 * For each group that has members: its `number`, how many `users` it has, and how many `desktops` they have, as far as
 * a scope lets see. One pass over the users, whatever the number of groups: to look each group's members up took as
 * many reads as there are memberships. Users are counted by their whole array of groups first, of which there are few:
 * to take each array apart cost more than to read it (a million users: 1.06 s, and 0.5 this way).
 *
 * @param among the groups' numbers; absent: all
 */
export function membersOfGroups(
  projectId: string,
  { enterprise_project_ids: ids }: UserScope,
  bind: Bind = asParameter,
  among?: readonly number[],
): RawBuilder<{ number: number; users: number; desktops: number }> {
  const numbers = among === undefined ? undefined : sql`${bind(`{${among.join(',')}}`)}::integer[]`
  return sql`
    SELECT number, sum(alike.users)::bigint AS users, sum(alike.desktops)::bigint AS desktops
    FROM (
      SELECT users.group_numbers, count(*) AS users, sum(users.total_desktops) AS desktops
      FROM users
      WHERE users.project_id = ${bind(projectId)}
        AND users.group_numbers ${numbers === undefined ? sql`<> '{}'` : sql`&& ${numbers}`}
        ${ids === null ? sql`` : sql`AND users.enterprise_project_id = ANY (${bind(arrayLiteral(ids))}::text[])`}
      GROUP BY users.group_numbers
    ) AS alike CROSS JOIN unnest(alike.group_numbers) AS number
    ${numbers === undefined ? sql`` : sql`WHERE number = ANY (${numbers})`}
    GROUP BY number`
}
