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

/** Makes an IAM user of the first account with an access key and grants, by SQL. */
export async function addIamUser(muster: Muster, name: string, grants: readonly GrantOrder[]): Promise<Who> {
  const keys = {
    access_key: name.toUpperCase().replaceAll(/\W/g, '').padEnd(20, '0').slice(0, 20),
    secret_key: `secret of ${name}`,
  }
  const sealed = muster.server.services.masterKey.seal(keys.secret_key, keys.access_key)
  const [project] = await runSql<{ account_id: string }>(
    muster,
    'SELECT account_id FROM projects WHERE id = $1',
    [muster.project],
  )
  const account = project?.account_id
  const user = randomBytes(16).toString('hex')
  await runSql(muster, 'INSERT INTO iam_users (id, account_id, name) VALUES ($1, $2, $3)', [
    user,
    account,
    name,
  ])
  await runSql(
    muster,
    'INSERT INTO access_keys (access_key, account_id, iam_user_id, sealed_secret_key) VALUES ($1, $2, $3, $4)',
    [keys.access_key, account, user, sealed],
  )
  for (const { policy, scope = 'project', id = muster.project } of grants) {
    await runSql(
      muster,
      `INSERT INTO grants (account_id, id, policy_id, user_id, scope, scope_id) VALUES ($1, $2, $3, $4, $5, $6)`,
      [account, randomBytes(16).toString('hex'), await policyId(muster, account, policy), user, scope, id],
    )
  }
  return signedBy(keys)
}

async function policyId(
  muster: Muster,
  account: string | undefined,
  policy: string | object,
): Promise<string> {
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
