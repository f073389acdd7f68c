import type { Database } from '../database/connect.ts'

/** Whether an account has an enterprise project of this ID. */
export async function findEnterpriseProject(
  database: Database,
  accountId: string,
  id: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('enterprise_projects')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** The IDs of an account's enterprise projects, the default one among them. */
export async function enterpriseProjectIds(database: Database, accountId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('enterprise_projects')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
