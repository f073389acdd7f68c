import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { type UserFilter, type UserScope, userConditions } from './user-filter.ts'

/** A user as lists need it: the stored columns, the names of its groups, whether its account has expired. */
export interface ListedUser {
  id: string
  user_name: string
  user_email: string | null
  user_phone: string | null
  description: string | null
  active_type: 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'
  platform_type: 'AD' | 'LOCAL' | 'UOS'
  domain: string
  enterprise_project_id: string
  account_expires: Date | null
  account_expired: boolean
  password_never_expired: boolean
  enable_change_password: boolean
  next_login_change_password: boolean
  locked: boolean
  disabled: boolean
  is_pre_user: boolean
  total_desktops: number
  share_space_subscription: boolean
  share_space_desktops: number
  user_info_map: Record<string, string> | null
  group_names: string[]
}

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
        SELECT id, user_name, user_email, user_phone, description, active_type, platform_type, domain,
          enterprise_project_id, account_expires, coalesce(account_expires <= now(), false) AS account_expired,
          password_never_expired, enable_change_password, next_login_change_password, locked, disabled,
          is_pre_user, total_desktops, share_space_subscription, share_space_desktops, user_info_map,
          ARRAY(
            SELECT user_groups.name FROM user_groups
            WHERE user_groups.project_id = users.project_id AND number = ANY (users.group_numbers)
            ORDER BY name_key
          ) AS group_names
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
