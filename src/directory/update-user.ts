import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import { holdUsers } from './find-users.ts'
import { groupNumbers } from './group-numbers.ts'
import type { ActiveType, UserScope } from './user-filter.ts'

/** What is to become of a user. What is absent stays; null clears. */
export interface UserChange {
  user_email?: string | null | undefined
  user_phone?: string | null | undefined
  description?: string | null | undefined
  alias_name?: string | null | undefined
  active_type?: ActiveType | undefined
  account_expires?: Date | null | undefined
  password_never_expired?: boolean | undefined
  enable_change_password?: boolean | undefined
  next_login_change_password?: boolean | undefined
  disabled?: boolean | undefined
  user_info_map?: Record<string, string> | null | undefined
  /** All groups that it is to be in. */
  group_ids?: readonly string[] | undefined
}

/**
 * Changes a user.
 *
 * @param isAsExpected is told the user's version before the change; false: somebody else was faster
 * @throws ApiError userUnknown, also for one outside the scope; userGroupUnknown; userChanged
 */
export async function updateUser(
  database: Database,
  projectId: string,
  id: string,
  scope: UserScope,
  change: UserChange,
  isAsExpected: (version: string) => boolean,
): Promise<void> {
  const { group_ids: groups, user_info_map: info, ...columns } = change
  await database.transaction().execute(async (transaction) => {
    // Groups before users, as everybody holds them.
    const numbers = await groupNumbers(transaction, projectId, groups ?? [])
    const [held] = await holdUsers(transaction, projectId, [id], scope)
    if (held === undefined || !isAsExpected(held.version)) throw errors.userChanged()
    if (Object.keys(change).length === 0) return
    await transaction
      .updateTable('users')
      .set({
        ...columns,
        ...(info === undefined ? {} : { user_info_map: info === null ? null : JSON.stringify(info) }),
        ...(groups === undefined ? {} : { group_numbers: [...numbers.values()] }),
        updated_at: sql<Date>`clock_timestamp()`,
      })
      .where('project_id', '=', projectId)
      .where('id', '=', id)
      .execute()
  })
}
