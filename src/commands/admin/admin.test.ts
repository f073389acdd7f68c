import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'

import { runMuster } from '../../../test/support/command-line.ts'
import { cloneDatabase } from '../../../test/support/database.ts'
import { scratchFolder } from '../../../test/support/scratch-folder.ts'
import { testEnvironment } from '../../../test/support/settings.ts'

const database = await cloneDatabase()
after(() => database.drop())

type Row = Readonly<Record<string, string>>

test('accounts, users, groups, keys, policies and grants from the command line', async (t) => {
  const dataDir = scratchFolder(t)
  const environment = testEnvironment({ dataDir, databaseUrl: database.url })
  const run = (line: string, rest: string[] = []) =>
    runMuster(['admin', ...line.split(' '), ...rest], { environment, cwd: dataDir })
  const admin = async <T = Row>(line: string, rest: string[] = []): Promise<T> => {
    const { code, stdout, stderr } = await run(line, rest)
    assert.equal(code, 0, `${line}: ${stderr}`)
    return JSON.parse(stdout) as T
  }

  const made = await admin('account create --name globex')
  assert.ok(made['secret_key'] && made['password'] && made['project_id'])
  const user = await admin('user create --name li')
  await admin('group create --name exporters')
  await admin('group add --group exporters --user li')
  const key = await admin('key create --user li')
  const keys = await admin<Row[]>('key list --user li')
  assert.deepEqual(
    keys.map((one) => one['access_key']),
    [key['access_key']],
  )
  assert.ok(!JSON.stringify(keys).includes(String(key['secret_key'])), 'the secret is shown once')

  const file = path.join(dataDir, 'policy.json')
  writeFileSync(file, '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["workspace:users:list"]}]}')
  await admin('policy create --name readers', ['--file', file])
  await admin('grant add --policy readers --group exporters')
  await admin('grant add --policy te_admin --user', [String(user['id'])])
  const grants = await admin<Row[]>('grant list')
  assert.deepEqual(
    grants.map((grant) => [grant['policy'], grant['grantee'], grant['scope']]),
    [
      ['readers', 'group', 'account'],
      ['Tenant Administrator', 'user', 'account'],
    ],
  )
  const limit = (options: string) => admin<object>(`project limit --project local ${options}`)
  const project = testEnvironment({ dataDir })['MUSTER_PROJECT_ID']
  const own = { project, most_exports: 3, most_stored_bytes: 5000, stored_bytes: 0 }
  assert.deepEqual(await limit('--exports 3 --stored-bytes 5000'), own)
  assert.deepEqual(await limit('--exports default'), { ...own, most_exports: 0 })
  // The other account sees none of it, and cannot name it.
  assert.deepEqual(await admin('group list --account globex'), [])
  const foreign = await run('user delete --account globex --user', [String(user['id'])])
  assert.deepEqual([foreign.code, foreign.stdout], [1, ''])

  const table = await run('user list --output table')
  assert.match(table.stdout, /^id +name +description .*\n.*\n?.* li /)
  const { id: retired } = await admin('server rotate-refusal-key')
  await admin('server rotate-refusal-key')
  await admin('server rotate-refusal-key --remove', [String(retired)])
  const next = Buffer.alloc(32, 5).toString('base64')
  const rotated = await admin('server rotate-master-key --new-key', [next])
  assert.deepEqual(rotated, { access_keys: 3, refusal_keys: 1, webhooks: 0 })
  const stale = await run('server refusal-keys')
  assert.match(stale.stderr, /sealed with another master key/)
  environment['MUSTER_MASTER_KEY'] = next
  const wrong: [string, number, RegExp][] = [
    ['policy delete --policy readers', 1, /The policy is granted/],
    ['grant add --policy readers', 2, /--group, --user/],
    ['user list --output yaml', 2, /--output takes json, table, not 'yaml'/],
    ['user fly', 2, /There is no command 'fly'/],
    ['user create --name 1st', 1, /the name of a user/],
    ['server rotate-master-key', 2, /give the next one by --new-key/],
    ['user list --account none', 1, /There is no account 'none'/],
  ]
  for (const [line, code, words] of wrong) {
    const outcome = await run(line)
    assert.deepEqual([line, outcome.code, outcome.stdout], [line, code, ''], outcome.stderr)
    assert.match(outcome.stderr, words)
  }
  await admin('grant remove --policy readers --group exporters')
  await admin('policy delete --policy readers')
  await admin('user delete --user li')
})
