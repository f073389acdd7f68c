import assert from 'node:assert/strict'
import { userInfo } from 'node:os'
import { test } from 'node:test'

import { runMuster } from '../../../test/support/command-line.ts'
import { openTestDirectory } from '../../../test/support/directory.ts'
import { scratchFolder } from '../../../test/support/scratch-folder.ts'
import { testEnvironment } from '../../../test/support/settings.ts'

const { database, url: databaseUrl, project } = await openTestDirectory()

test('what changes an account stands in its audit trail, without secrets; what reads it does not', async (t) => {
  const cwd = scratchFolder(t)
  const environment = testEnvironment({ dataDir: cwd, databaseUrl })
  const admin = async (...args: string[]) => {
    const { code, stdout, stderr } = await runMuster(['admin', ...args], { environment, cwd })
    assert.equal(code, 0, stderr)
    return JSON.parse(stdout) as Readonly<Record<string, string>>
  }
  const user = await admin('user', 'create', '--name', 'li', '--password', 'a-secret-of-li')
  const key = await admin('key', 'create', '--user', 'li')
  await admin('user', 'list')
  const made = await admin('account', 'create', '--name', 'globex')
  const events = await database.selectFrom('audit_events').selectAll().orderBy('id').execute()
  assert.deepEqual(
    events.map((event) => [
      event.account_id === project.accountId,
      event.operation,
      event.resources,
      event.details,
    ]),
    [
      [true, 'admin user create', [user['id']], { options: { name: 'li' } }],
      [true, 'admin key create', [key['access_key']], { options: { user: 'li' } }],
      [false, 'admin account create', [made['access_key']], { options: { name: 'globex' } }],
    ],
  )
  assert.deepEqual(
    [events[0]?.user_name, events[0]?.credential, events[0]?.project_id],
    [userInfo().username, 'command line', null],
  )
  const all = JSON.stringify(events)
  for (const secret of ['a-secret-of-li', key['secret_key'], made['secret_key'], made['password']]) {
    assert.ok(secret && !all.includes(secret))
  }
})
