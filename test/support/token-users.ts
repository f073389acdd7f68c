import { forAccount } from '../../src/database/scope.ts'
import { endTokensOf } from '../../src/iam/end-tokens.ts'
import type { Muster } from './acceptance.ts'
import { type PlantedUser, plantGrant, plantIamUser } from './iam-users.ts'
import { runSql } from './sql.ts'

export type TokenUser = PlantedUser

/** Makes an IAM user with an access key and the administrator's password, and grants of system policies. */
export async function addTokenUser(
  muster: Muster,
  name: string,
  grants: readonly (readonly [policy: string, scope: 'account' | 'project', id: string])[] = [],
): Promise<TokenUser> {
  const user = await plantIamUser(muster, name, `TOKENUSER${name}`.toUpperCase().padEnd(20, '0'))
  for (const [policy, scope, id] of grants) await plantGrant(muster, user, { policy, scope, id })
  return user
}

/** What every change of a user, its password, keys or grants does. */
export const changeUser = (muster: Muster, { id, accountId }: Pick<TokenUser, 'id' | 'accountId'>) =>
  endTokensOf(forAccount(muster.server.services.pool, accountId), [id])

/** Lets the time of all temporary keys pass. */
export const expireTemporaryKeys = (muster: Muster) =>
  runSql(
    muster,
    `UPDATE access_keys SET expires_at = now() - interval '1 second' WHERE expires_at IS NOT NULL`,
  )
