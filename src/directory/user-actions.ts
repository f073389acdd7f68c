import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { holdUsers } from './find-users.ts'
import type { UserScope } from './user-filter.ts'

export const USER_ACTIONS = ['LOCK', 'UNLOCK', 'RESET_PWD'] as const

/** What each action sets. Desktop users do not log in here: to reset a password is to have the next login change it. */
const CHANGES = {
  LOCK: { locked: true },
  UNLOCK: { locked: false },
  RESET_PWD: { next_login_change_password: true },
} as const

/**
 * Locks or unlocks a user, or resets its password (contract, workspace.md section 3).
 *
 * @throws ApiError userUnknown, also for one outside the scope
 */
export async function actOnUser(
  database: Database,
  projectId: string,
  id: string,
  scope: UserScope,
  action: (typeof USER_ACTIONS)[number],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await holdUsers(transaction, projectId, [id], scope)
    await transaction
      .updateTable('users')
      .set({ ...CHANGES[action], updated_at: sql<Date>`clock_timestamp()` })
      .where('project_id', '=', projectId)
      .where('id', '=', id)
      .execute()
  })
}
