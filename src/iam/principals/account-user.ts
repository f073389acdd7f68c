import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import type { Caller } from '../caller.ts'
import { showUser } from './users.ts'

/**
 * Keeps the account's own user from its IAM users: whoever could set its password, end its tokens or make keys for it
 * would be the account, whatever he is granted.
 *
 * @throws ApiError identityUnknown, accountProtected
 */
export async function protectAccountUser(database: Database, caller: Caller, userId: string): Promise<void> {
  const { is_account: isAccount } = await showUser(database, caller.accountId, userId)
  if (isAccount && !caller.isAccount) throw errors.accountProtected()
}
