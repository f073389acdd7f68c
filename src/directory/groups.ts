import { type Transaction, sql } from 'kysely'
import pg from 'pg'

import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import { errors } from '../errors.ts'
import { newId } from '../ids.ts'

/** A user group as it is stored. */
export interface UserGroup {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly description: string
  readonly platform_type: 'AD' | 'LOCAL'
  readonly created_at: Date
}

export const GROUP_COLUMNS = ['id', 'number', 'name', 'description', 'platform_type', 'created_at'] as const

/**
 * A user group of a project.
 *
 * @throws ApiError userGroupUnknown, also for another project's
 */
export async function findGroup(database: Database, projectId: string, id: string): Promise<UserGroup> {
  const group = await database
    .selectFrom('user_groups')
    .select(GROUP_COLUMNS)
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (group === undefined) throw errors.userGroupUnknown(`\`${id}\``)
  return group
}

/**
 * @returns the new group's ID
 * @throws ApiError groupNameTaken: names are unique in the project, ignoring case
 */
export async function createGroup(
  database: Database,
  projectId: string,
  group: { name: string; description: string; platform_type: UserGroup['platform_type'] },
): Promise<string> {
  const id = newId()
  await withUniqueName(group.name, () =>
    database
      .insertInto('user_groups')
      .values({ project_id: projectId, id, ...group })
      .execute(),
  )
  return id
}

/**
 * Changes a group's name or description; what is absent stays.
 *
 * @throws ApiError userGroupUnknown, groupNameTaken, adGroupRenamed
 */
export async function updateGroup(
  database: Database,
  projectId: string,
  id: string,
  change: { name?: string | undefined; description?: string | undefined },
): Promise<void> {
  const group = await findGroup(database, projectId, id)
  const { name = group.name, description = group.description } = change
  if (name !== group.name && group.platform_type === 'AD') throw errors.adGroupRenamed(group.name)
  const { numUpdatedRows } = await withUniqueName(name, () =>
    database
      .updateTable('user_groups')
      .set({ name, description })
      .where('project_id', '=', projectId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  )
  if (numUpdatedRows === 0n) throw errors.userGroupUnknown(`\`${id}\``)
}

/**
 * Deletes groups, all or none; their members stay.
 *
 * @throws ApiError userGroupUnknown naming every one that there is not
 */
export async function deleteGroups(
  database: Database,
  projectId: string,
  ids: readonly string[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const groups = await transaction
      .selectFrom('user_groups')
      .select(['id', 'number'])
      .where('project_id', '=', projectId)
      .where('id', 'in', ids)
      .orderBy('id')
      // Whoever is putting somebody into a group holds it: this waits for him, and he for this.
      .forUpdate()
      .execute()
    const found = new Set(groups.map(({ id }) => id))
    const unknown = [...new Set(ids)].filter((id) => !found.has(id))
    if (unknown.length > 0) throw errors.userGroupUnknown(unknown.map((id) => `\`${id}\``).join(', '))
    await takeOutMembers(
      transaction,
      projectId,
      groups.map(({ number }) => number),
    )
    await transaction
      .deleteFrom('user_groups')
      .where('project_id', '=', projectId)
      .where('id', 'in', ids)
      .execute()
  })
}

/** Users are held in the order of their IDs, as everybody does who holds several. */
async function takeOutMembers(
  transaction: Transaction<Tables>,
  projectId: string,
  numbers: readonly number[],
): Promise<void> {
  await sql`
    WITH members AS MATERIALIZED (
      SELECT id FROM users WHERE project_id = ${projectId} AND group_numbers && ${numbers}::integer[]
      ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE users SET updated_at = clock_timestamp(), group_numbers = ARRAY(
      SELECT number FROM unnest(group_numbers) WITH ORDINALITY AS kept (number, place)
      WHERE number <> ALL (${numbers}::integer[]) ORDER BY place)
    FROM members WHERE users.project_id = ${projectId} AND users.id = members.id`.execute(transaction)
}

const UNIQUE_VIOLATION = '23505'

async function withUniqueName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error
    throw errors.groupNameTaken(name)
  }
}
