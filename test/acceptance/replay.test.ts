import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import type { WireRequest } from '../support/http.ts'
import { ageSightings, sendFrom } from '../support/signature-states.ts'
import { credentials } from '../support/settings.ts'
import { obtainToken } from '../support/tokens.ts'
import { admin, signedBy, withToken } from '../support/who.ts'

// A changing request is served once, by whichever process (contract, iam.md section 1).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await startMuster({ MUSTER_ROLE: 'api', MUSTER_DATABASE_URL: muster.databaseUrl })

let number = 0

/** A request of its own, as it is sent again and again. */
function prepared(method: string, target: string, who = admin): WireRequest {
  const body = Buffer.from(method === 'GET' ? '' : JSON.stringify({ user_name: `user${number++}` }))
  const wire = {
    method,
    target: target.replace('{p}', muster.project),
    // The servers differ in their port, and the host is signed.
    headers: { host: 'muster.example', 'content-type': 'application/json' },
    body,
  }
  return { ...wire, headers: { ...wire.headers, ...who(wire, muster.url) } }
}

const here = (wire: WireRequest, server = muster) => sendFrom('127.0.0.1', server, wire)
const USED = 'Incorrect IAM authentication information: verify aksk signature fail, signature was used before'

const REQUESTS = [
  ['POST', '/v3/{p}/users/export', 200],
  // What is wrong with the body is looked at later.
  ['POST', '/v2/{p}/export-tasks/batch-delete', 400],
  ['POST', '/v2/{p}/users/batch-create', 400],
] as const
for (const [method, target, first] of REQUESTS) {
  void test(`${method} ${target} again after more than 5 s`, async () => {
    const wire = prepared(method, target)
    assert.equal((await here(wire)).status, first)
    await ageSightings(muster, 4)
    assert.equal((await here(wire)).status, first, 'a repeat within 5 s passes')
    await ageSightings(muster, 2)
    for (const server of [muster, other]) {
      const answer = await here(wire, server)
      assert.equal(answer.status, 401, answer.text)
      const { error_code: code, error_msg: message } = answer.json<ErrorBody>()
      assert.deepEqual([code, message], ['APIGW.0301', USED])
    }
    assert.equal((await here(prepared(method, target))).status, first, 'a new one passes')
  })
}

void test('a repeat does not renew the sighting', async () => {
  const wire = prepared('POST', '/v3/{p}/users/export')
  for (let round = 0; round < 2; round++) {
    assert.equal((await here(wire)).status, 200)
    await ageSightings(muster, 3)
  }
  assert.equal((await here(wire)).status, 401)
})

void test('twenty equal requests at once, to two servers, all pass', async () => {
  const wire = prepared('POST', '/v3/{p}/users/export')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => here(wire, index % 2 ? muster : other)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    answers.map(() => 200),
  )
})

void test('a GET may be sent again', async () => {
  const wire = prepared('GET', '/v2/{p}/users')
  assert.equal((await here(wire)).status, 200)
  await ageSightings(muster, 100)
  assert.equal((await here(wire)).status, 200)
})

void test('a token is no signature', async () => {
  const token = await obtainToken(muster)
  const wire = prepared('POST', '/v3/{p}/users/export', withToken(token))
  assert.equal((await here(wire)).status, 200)
  await ageSightings(muster, 100)
  assert.equal((await here(wire)).status, 200)
})

void test('a signature that does not hold uses nothing up', async () => {
  const wire = prepared('POST', '/v3/{p}/users/export')
  assert.equal((await here({ ...wire, body: Buffer.from('{}') })).status, 401)
  await ageSightings(muster, 100)
  assert.equal((await here(wire)).status, 200)
})

void test('a signature 900 s ahead is a replay for as long as it is good', async () => {
  const wire = prepared(
    'POST',
    '/v3/{p}/users/export',
    signedBy(credentials, { date: new Date(Date.now() + 880_000) }),
  )
  assert.equal((await here(wire)).status, 200)
  await ageSightings(muster, 1700)
  assert.equal((await here(wire)).status, 401)
})
