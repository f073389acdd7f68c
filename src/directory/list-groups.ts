import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { type GroupFilter, groupConditions, membersOfGroups } from './group-filter.ts'
import { GROUP_COLUMNS, type UserGroup } from './groups.ts'
import type { UserScope } from './user-filter.ts'

/** A user group with how many members it has, and how many desktops they have, as far as the scope lets see. */
export interface ListedGroup extends UserGroup {
  readonly users: number
  readonly desktops: number
}

/** One page of a project's user groups by name, and how many there are in all, as of one snapshot. */
export async function listGroups(
  database: Database,
  projectId: string,
  query: { filter: GroupFilter; scope: UserScope; offset: number; limit: number },
): Promise<{ totalCount: number; groups: ListedGroup[] }> {
  return await database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const where = sql<boolean>`${sql.join(groupConditions(projectId, query.filter), sql` AND `)}`
      const matching = transaction.selectFrom('user_groups').where(where)
      const { total } = await matching
        .select((row) => row.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const page = await matching
        .select(GROUP_COLUMNS)
        .orderBy('name_key')
        .orderBy('id')
        .offset(query.offset)
        .limit(query.limit)
        .execute()
      const numbers = page.map(({ number }) => number)
      const { rows } = await membersOfGroups(projectId, query.scope, undefined, numbers).execute(transaction)
      const members = new Map(rows.map((row) => [row.number, row]))
      const groups = page.map((group) => {
        const { users = 0, desktops = 0 } = members.get(group.number) ?? {}
        return { ...group, users, desktops }
      })
      return { totalCount: total, groups }
    })
}
