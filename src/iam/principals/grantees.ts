import { sql } from 'kysely'

import type { Database } from '../../database/connect.ts'

/** The users that have a policy, by themselves or through a group. */
export async function grantees(
  database: Database,
  accountId: string,
  { policyId }: { policyId: string },
): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    SELECT coalesce(grants.user_id, iam_group_members.user_id) AS user_id
    FROM grants LEFT JOIN iam_group_members USING (group_id)
    WHERE grants.account_id = ${accountId} AND grants.policy_id = ${policyId}
      AND coalesce(grants.user_id, iam_group_members.user_id) IS NOT NULL
    GROUP BY 1`.execute(database)
  return rows.map((row) => row.user_id)
}
