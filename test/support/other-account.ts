import type { Muster } from './acceptance.ts'
import { runSql } from './sql.ts'
import { type Keys, type Who, signedBy } from './who.ts'

/** Another customer of the same server. */
export interface OtherAccount {
  readonly project: string
  readonly keys: Keys
  readonly who: Who
}

/** Makes an account with its administrator, access key and project, beside the first one. */
export async function createOtherAccount(muster: Muster, name = 'globex'): Promise<OtherAccount> {
  const keys = { access_key: `KEYOF${name.toUpperCase()}`.padEnd(20, '0'), secret_key: `secret-of-${name}` }
  const project = `project-of-${name}`
  const account = `account-of-${name}`
  const user = `user-of-${name}`
  const sealed = muster.server.services.masterKey.seal(keys.secret_key, keys.access_key)
  const insert = (statement: string, values: unknown[]) => runSql(muster, statement, values)
  await insert('INSERT INTO accounts (id, name) VALUES ($1, $2)', [account, name])
  await insert(`INSERT INTO projects (id, account_id, name) VALUES ($1, $2, 'local')`, [project, account])
  await insert(`INSERT INTO enterprise_projects (account_id, id, name) VALUES ($1, '0', 'default')`, [
    account,
  ])
  await insert(`INSERT INTO iam_users (id, account_id, name, is_account) VALUES ($1, $2, 'admin', true)`, [
    user,
    account,
  ])
  await insert(
    'INSERT INTO access_keys (access_key, account_id, iam_user_id, sealed_secret_key) VALUES ($1, $2, $3, $4)',
    [keys.access_key, account, user, sealed],
  )
  return { project, keys, who: signedBy(keys) }
}

/** Makes a second project of the first account. */
export async function createProject(muster: Muster, id: string): Promise<void> {
  await runSql(
    muster,
    'INSERT INTO projects (id, account_id, name) SELECT $1, account_id, $1 FROM projects WHERE id = $2',
    [id, muster.project],
  )
}
