import type { Database } from '../database/connect.ts'
import { storeAccessKey } from './access-key.ts'
import type { Credentials } from './credentials.ts'
import type { MasterKey } from './master-key.ts'

/**
 * Stores an account with its administrator, access key, default enterprise project and first project.
 *
 * @param transaction of the new account
 * @param passwordHash of the administrator
 * @param projectName the region, where SDKs look for it
 */
export async function storeAccount(
  transaction: Database,
  masterKey: MasterKey,
  credentials: Credentials,
  {
    accountId,
    userId,
    passwordHash,
    projectName,
  }: {
    accountId: string
    userId: string
    passwordHash: string
    projectName: string
  },
): Promise<void> {
  await transaction.insertInto('accounts').values({ id: accountId, name: credentials.account }).execute()
  await transaction
    .insertInto('projects')
    .values({ id: credentials.project_id, account_id: accountId, name: projectName })
    .execute()
  await transaction
    .insertInto('enterprise_projects')
    .values({ account_id: accountId, id: '0', name: 'default' })
    .execute()
  await transaction
    .insertInto('iam_users')
    .values({
      id: userId,
      account_id: accountId,
      name: credentials.user,
      password_hash: passwordHash,
      is_account: true,
    })
    .execute()
  await storeAccessKey(transaction, masterKey, {
    accessKey: credentials.access_key,
    secretKey: credentials.secret_key,
    accountId,
    userId,
  })
}
