import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { type ListedUser, listedFields } from './user-fields.ts'
import { type UserFilter, type UserScope, userConditions } from './user-filter.ts'

/** One page of a project's users, and how many there are in all, as of one snapshot. */
export async function listUsers(
  database: Database,
  projectId: string,
  query: { filter: UserFilter; scope: UserScope; offset: number; limit: number; order: UserOrder },
): Promise<{ totalCount: number; users: ListedUser[] }> {
  const where = sql.join(userConditions(projectId, query.filter, query.scope), sql` AND `)
  return await database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const count = await sql<{ total: number }>`SELECT count(*) AS total FROM users WHERE ${where}`.execute(
        transaction,
      )
      const page = await sql<ListedUser>`
        SELECT ${listedFields}
        FROM users WHERE ${where}
        ORDER BY ${orderBy(query.order)} LIMIT ${query.limit} OFFSET ${query.offset}`.execute(transaction)
      return { totalCount: count.rows[0]?.total ?? 0, users: page.rows }
    })
}

export interface UserOrder {
  readonly field: 'user_name' | 'created_at'
  readonly descending: boolean
}

/** By lower-cased name in code-point order, then by ID, unless asked otherwise (contract, conventions). */
function orderBy({ field, descending }: UserOrder) {
  const direction = descending ? sql`DESC` : sql`ASC`
  const column = field === 'user_name' ? sql`user_name_key` : sql`created_at`
  return sql`${column} ${direction}, id ${direction}`
}
