import type { Database } from '../database/connect.ts'
import type { MasterKey } from './master-key.ts'

/** What the secret of a project's webhook is sealed for. */
export const webhookPurpose = (projectId: string): string => `webhook of ${projectId}`

/** Seals the secrets of an account's webhooks anew. @returns how many there are */
export async function resealWebhooks(
  transaction: Database,
  accountId: string,
  old: MasterKey,
  next: MasterKey,
): Promise<number> {
  const webhooks = await transaction
    .selectFrom('webhooks')
    .select(['project_id', 'sealed_secret'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .execute()
  for (const { project_id: id, sealed_secret: sealed } of webhooks) {
    await transaction
      .updateTable('webhooks')
      .set({ sealed_secret: next.seal(old.open(sealed, webhookPurpose(id)), webhookPurpose(id)) })
      .where('project_id', '=', id)
      .execute()
  }
  return webhooks.length
}
