/** The short form of `npm run test:snapshot`. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startTestServer } from '../support/server.ts'
import { checkSnapshots } from './snapshots.ts'

test('users that are renamed, moved, deleted and created meanwhile are exported as of one instant', async (t) => {
  const server = await startTestServer()
  t.after(() => server.stop())
  const options = { users: 2000, writers: 6, exports: 3, seed: 1 }
  const { faults, changes } = await checkSnapshots({ ...server, ...options, tell: () => {} })
  assert.deepEqual(faults, [])
  assert.ok(changes > 100, `${changes} changes`)
})
