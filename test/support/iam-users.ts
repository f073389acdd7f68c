import { randomBytes } from 'node:crypto'

import { findSystemPolicy } from '../../src/iam/policy/system-policies.ts'
import type { Muster } from './acceptance.ts'
import { runSql } from './sql.ts'
import { type Who, signedBy } from './who.ts'

/** What a user is given: a system policy by name, or a document of the account's own; where it holds. */
export interface GrantOrder {
  readonly policy: string | object
  readonly scope?: 'account' | 'project' | 'enterprise_project'
  /** Of an enterprise project. */
  readonly id?: string
}

/** An IAM user of the first account. */
export interface PlantedUser {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly who: Who
}

/** Makes an IAM user of the first account with the administrator's password and an access key, by SQL. */
export async function plantIamUser(muster: Muster, name: string, accessKey: string): Promise<PlantedUser> {
  const keys = { access_key: accessKey, secret_key: `secret of ${name}` }
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
  return { id, accountId, name, who: signedBy(keys) }
}

/** Grants a policy to a planted user. */
export async function plantGrant(
  muster: Muster,
  { id, accountId }: PlantedUser,
  { policy, scope = 'project', id: scopeId = muster.project }: GrantOrder,
): Promise<void> {
  await runSql(
    muster,
    'INSERT INTO grants (account_id, id, policy_id, user_id, scope, scope_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      accountId,
      randomBytes(16).toString('hex'),
      await policyId(muster, accountId, policy),
      id,
      scope,
      scopeId,
    ],
  )
}

/** Makes an IAM user of the first account with an access key and grants, by SQL. */
export async function addIamUser(muster: Muster, name: string, grants: readonly GrantOrder[]): Promise<Who> {
  const accessKey = name.toUpperCase().replaceAll(/\W/g, '').padEnd(20, '0').slice(0, 20)
  const user = await plantIamUser(muster, name, accessKey)
  for (const grant of grants) await plantGrant(muster, user, grant)
  return user.who
}

async function policyId(muster: Muster, account: string, policy: string | object): Promise<string> {
  if (typeof policy === 'string') return findSystemPolicy(policy)?.id ?? policy
  const id = randomBytes(16).toString('hex')
  await runSql(muster, 'INSERT INTO policies (account_id, id, name, document) VALUES ($1, $2, $2, $3)', [
    account,
    id,
    JSON.stringify(policy),
  ])
  return id
}

/** A custom policy of one statement. */
export const policyOf = (effect: 'Allow' | 'Deny', ...actions: string[]): object => ({
  Version: '1.1',
  Statement: [{ Effect: effect, Action: actions }],
})
