import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import { holdUsers } from './find-users.ts'
import type { UserScope } from './user-filter.ts'

/**
 * Deletes users, all or none.
 *
 * @throws ApiError userUnknown and userOwnsDesktops, each naming every one
 */
export async function deleteUsers(
  database: Database,
  projectId: string,
  ids: readonly string[],
  scope: UserScope,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const users = await holdUsers(transaction, projectId, ids, scope)
    const owners = users.filter((user) => user.total_desktops > 0)
    if (owners.length > 0) {
      throw errors.userOwnsDesktops(
        owners.map((user) => `\`${user.user_name}\` (${user.total_desktops})`).join(', '),
      )
    }
    await transaction.deleteFrom('users').where('project_id', '=', projectId).where('id', 'in', ids).execute()
  })
}
