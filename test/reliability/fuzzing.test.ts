/** The short form of `npm run test:fuzz-api`. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startTestServer } from '../support/server.ts'
import { credentials } from '../support/settings.ts'
import { fuzz } from './fuzzing.ts'

test('requests that violate the OpenAPI document are never answered 5xx, and each as documented', async (t) => {
  const server = await startTestServer({ MUSTER_ROLE: 'api' })
  t.after(() => server.stop())
  const known = { project: credentials.project_id, ids: ['unknown'] }
  const seed = Date.now() % 1e6
  const { wrong, requests } = await fuzz({
    url: server.url,
    known,
    requests: 400,
    seed,
    pid: process.pid,
    tell: () => {},
  })
  assert.deepEqual(wrong, [], `seed ${seed}`)
  assert.equal(requests, 400)
})
