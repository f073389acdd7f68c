import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'

/** A user group as it is stored. */
export interface UserGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly platform_type: 'AD' | 'LOCAL'
  readonly created_at: Date
}

/**
 * A user group of a project.
 *
 * @throws ApiError userGroupUnknown, also for another project's
 */
export async function findGroup(database: Database, projectId: string, id: string): Promise<UserGroup> {
  const group = await database
    .selectFrom('user_groups')
    .select(['id', 'name', 'description', 'platform_type', 'created_at'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (group === undefined) throw errors.userGroupUnknown(`\`${id}\``)
  return group
}
