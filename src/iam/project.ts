import type { Database } from '../database/connect.ts'

/** An account's project by ID or by name; undefined: it has none such. */
export async function findProject(
  database: Database,
  accountId: string,
  by: { id?: string | undefined; name?: string | undefined },
): Promise<{ id: string; name: string } | undefined> {
  let projects = database.selectFrom('projects').select(['id', 'name']).where('account_id', '=', accountId)
  if (by.id !== undefined) projects = projects.where('id', '=', by.id)
  if (by.name !== undefined) projects = projects.where('name', '=', by.name)
  return by.id === undefined && by.name === undefined ? undefined : await projects.executeTakeFirst()
}

/** All projects of an account, by name. */
export const listProjects = (
  database: Database,
  accountId: string,
): Promise<{ id: string; name: string; account_id: string }[]> =>
  database
    .selectFrom('projects')
    .select(['id', 'name', 'account_id'])
    .where('account_id', '=', accountId)
    .orderBy('name')
    .execute()
