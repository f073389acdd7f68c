import { sql } from 'kysely'
import type pg from 'pg'

import type { Settings } from '../config.ts'
import { accountIds } from '../database/accounts.ts'
import { forAccount } from '../database/scope.ts'
import { newId } from '../ids.ts'
import { newSecret } from '../secret.ts'
import { newAccessKey, newSecretKey } from './access-key.ts'
import type { Credentials } from './credentials.ts'
import type { MasterKey } from './master-key.ts'
import { hashPassword } from './password.ts'
import { storeAccount } from './store-account.ts'

/**
 * Makes the first account of an empty database, with its administrator, access key and first project, from
 * the settings; what is not given is generated.
 *
 * @param keep is given the credentials before anything is committed, so that a crash cannot lose them
 * @returns its credentials, or null where there is an account already
 */
export async function createFirstAccount(
  pool: pg.Pool,
  masterKey: MasterKey,
  settings: Settings,
  keep: (credentials: Credentials) => Promise<void>,
): Promise<Credentials | null> {
  // Mostly there is one: spare the hashing.
  if ((await accountIds(pool)).length > 0) return null
  const credentials: Credentials = {
    account: settings.MUSTER_ACCOUNT,
    user: 'admin',
    password: settings.MUSTER_ADMIN_PASSWORD ?? newSecret(18),
    project_id: settings.MUSTER_PROJECT_ID ?? newId(),
    access_key: settings.MUSTER_ADMIN_ACCESS_KEY ?? newAccessKey(),
    secret_key: settings.MUSTER_ADMIN_SECRET_KEY ?? newSecretKey(),
  }
  const passwordHash = await hashPassword(credentials.password)
  const accountId = newId()
  return await forAccount(pool, accountId)
    .transaction()
    .execute(async (transaction) => {
      // Of several processes that start on one empty database, one makes the account.
      await sql`LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE`.execute(transaction)
      await sql`SELECT set_config('muster.maintenance', 'on', true)`.execute(transaction)
      const first = await transaction.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
      if (first !== undefined) return null
      const projectName = settings.MUSTER_REGION
      const account = { accountId, userId: newId(), passwordHash, projectName }
      await storeAccount(transaction, masterKey, credentials, account)
      await keep(credentials)
      return credentials
    })
}
