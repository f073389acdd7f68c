import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runMuster } from '../../../test/support/command-line.ts'
import { openTestDirectory } from '../../../test/support/directory.ts'
import { scratchFolder } from '../../../test/support/scratch-folder.ts'
import { testEnvironment } from '../../../test/support/settings.ts'

const { url, addUsers } = await openTestDirectory()
await addUsers({ id: 'w', user_name: 'wang', domain: 'corp' })

test('what the directory counts of a user’s desktops is set and shown', async (t) => {
  const dataDir = scratchFolder(t)
  const environment = testEnvironment({ dataDir, databaseUrl: url })
  const run = (verb: string, ...options: string[]) =>
    runMuster(['admin', 'desktop-user', verb, '--project', 'local', ...options], {
      environment,
      cwd: dataDir,
    })
  const user = { id: 'w', user_name: 'wang', domain: 'corp', total_desktops: 3, share_space_desktops: 0 }

  const set = await run('set', '--user', 'w', '--desktops', '3', '--share-space-subscription', 'true')
  assert.deepEqual(JSON.parse(set.stdout), { ...user, share_space_subscription: true }, set.stderr)
  const shown = await run('show', '--user', 'WANG', '--domain', 'Corp')
  assert.deepEqual(JSON.parse(shown.stdout), { ...user, share_space_subscription: true }, shown.stderr)
  const elsewhere = await run('show', '--user', 'wang')
  assert.deepEqual([elsewhere.code, elsewhere.stdout], [1, ''])
  assert.match(elsewhere.stderr, /The user does not exist/)
  const negative = await run('set', '--user', 'w', '--desktops=-1')
  assert.equal(negative.code, 2, negative.stderr)
})
