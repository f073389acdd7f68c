import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { holdUsers } from './find-users.ts'
import { groupNumbers } from './group-numbers.ts'
import type { UserScope } from './user-filter.ts'

export const MEMBER_ACTIONS = ['ADD', 'DELETE'] as const

/**
 * Puts users into a group or takes them out of it, all or none. Who is in it already, or is not, stays so.
 *
 * @throws ApiError userGroupUnknown; userUnknown naming every one that there is not, or that is outside the scope
 */
export async function changeMembers(
  database: Database,
  projectId: string,
  groupId: string,
  action: (typeof MEMBER_ACTIONS)[number],
  userIds: readonly string[],
  scope: UserScope,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const [number = 0] = (await groupNumbers(transaction, projectId, [groupId])).values()
    await holdUsers(transaction, projectId, userIds, scope)
    const isMember = sql<boolean>`group_numbers @> ARRAY[${number}::integer]`
    const update = transaction
      .updateTable('users')
      .where('project_id', '=', projectId)
      .where('id', 'in', userIds)
    await (
      action === 'ADD'
        ? update
            .where(sql<boolean>`NOT ${isMember}`)
            .set({ group_numbers: sql`group_numbers || ${number}::integer` })
        : update.where(isMember).set({ group_numbers: sql`array_remove(group_numbers, ${number}::integer)` })
    )
      .set({ updated_at: sql<Date>`clock_timestamp()` })
      .execute()
  })
}
