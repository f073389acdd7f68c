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
