import { randomBytes } from 'node:crypto'

import { forAccount } from '../../src/database/scope.ts'
import { endTokensOf } from '../../src/iam/end-tokens.ts'
import { findSystemPolicy } from '../../src/iam/policy/system-policies.ts'
import type { Muster } from './acceptance.ts'
import { runSql } from './sql.ts'
import { type Who, signedBy } from './who.ts'

/** An IAM user of the first account. */
export interface TokenUser {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly who: Who
}

/** Makes an IAM user with an access key and the administrator's password, and grants of system policies. */
export async function addTokenUser(
  muster: Muster,
  name: string,
  grants: readonly (readonly [policy: string, scope: 'account' | 'project', id: string])[] = [],
): Promise<TokenUser> {
  const keys = {
    access_key: `TOKENUSER${name}`.toUpperCase().padEnd(20, '0'),
    secret_key: `secret of ${name}`,
  }
  const sealed = muster.server.services.masterKey.seal(keys.secret_key, keys.access_key)
  const id = randomBytes(16).toString('hex')
  const [row] = await runSql<{ account_id: string }>(
    muster,
    `INSERT INTO iam_users (id, account_id, name, password_hash)
     SELECT $1, projects.account_id, $2, admin.password_hash
     FROM projects JOIN iam_users admin ON admin.account_id = projects.account_id AND admin.is_account
     WHERE projects.id = $3 RETURNING account_id`,
    [id, name, muster.project],
  )
  const accountId = row?.account_id ?? ''
  await runSql(
    muster,
    'INSERT INTO access_keys (access_key, account_id, iam_user_id, sealed_secret_key) VALUES ($1, $2, $3, $4)',
    [keys.access_key, accountId, id, sealed],
  )
  for (const [policy, scope, scopeId] of grants) {
    await runSql(
      muster,
      'INSERT INTO grants (account_id, id, policy_id, user_id, scope, scope_id) VALUES ($1, $2, $3, $4, $5, $6)',
      [accountId, randomBytes(16).toString('hex'), findSystemPolicy(policy)?.id, id, scope, scopeId],
    )
  }
  return { id, accountId, name, who: signedBy(keys) }
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
