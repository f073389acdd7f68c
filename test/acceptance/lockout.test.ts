import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { type Muster, startMuster } from '../support/acceptance.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import { ageLocks, ageSightings, forgetFailures, sendFrom } from '../support/signature-states.ts'
import { credentials } from '../support/settings.ts'
import { type Who, admin, signedBy } from '../support/who.ts'

// Wrong signatures lock an access key for the address they come from (contract, iam.md section 1).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await startMuster({ MUSTER_ROLE: 'api', MUSTER_DATABASE_URL: muster.databaseUrl })

const HERE = '127.0.0.1'
const THERE = '127.0.0.2'
const wrong = signedBy({ ...credentials, secret_key: 'x' })
const late = signedBy(credentials, { date: new Date(Date.now() - 1_000_000) })

beforeEach(() => forgetFailures(muster))

async function ask(who: Who, from = HERE, server: Muster = muster): Promise<'served' | 'locked' | 'refused'> {
  const wire = {
    method: 'GET',
    target: `/v2/${muster.project}/users?limit=1`,
    headers: {},
    body: Buffer.alloc(0),
  }
  const answer = await sendFrom(from, server, { ...wire, headers: who(wire, server.url) })
  if (answer.status === 200) return 'served'
  const { error_code: code, error_msg: message } = answer.json<ErrorBody>()
  assert.deepEqual([answer.status, code], [401, 'APIGW.0301'])
  const locked = 'Incorrect IAM authentication information: AK access failed to reach the limit,forbidden'
  return message === locked ? 'locked' : 'refused'
}

async function repeat(times: number, who: Who, from = HERE, server = muster): Promise<void> {
  for (let time = 0; time < times; time++) assert.equal(await ask(who, from, server), 'refused')
}

test('five wrong signatures lock the key for the address, for both servers', async () => {
  await repeat(3, wrong)
  await repeat(2, wrong, HERE, other)
  for (const server of [muster, other]) {
    assert.equal(await ask(admin, HERE, server), 'locked')
    assert.equal(await ask(wrong, HERE, server), 'locked')
    assert.equal(await ask(admin, THERE, server), 'served', 'another address is not locked')
  }
})

test('the lock ends after five minutes, and the count begins anew', async () => {
  await repeat(5, wrong)
  await ageLocks(muster, 290)
  assert.equal(await ask(admin), 'locked')
  await ageLocks(muster, 11)
  await repeat(4, wrong)
  assert.equal(await ask(admin), 'served')
})

test('a right signature resets the count', async () => {
  await repeat(4, wrong)
  assert.equal(await ask(admin), 'served')
  await repeat(4, wrong)
  assert.equal(await ask(admin), 'served')
})

test('another key from the address is not locked', async () => {
  await repeat(5, wrong)
  assert.equal(await ask(signedBy({ access_key: 'ANOTHERKEY', secret_key: 'x' })), 'refused')
})

test('a wrong clock, an unknown key, half a header and a replay lock nobody out', async () => {
  await repeat(6, late)
  await repeat(6, signedBy({ access_key: 'NOBODYSKEY', secret_key: 'x' }))
  await repeat(6, () => ({ authorization: `SDK-HMAC-SHA256 Access=${credentials.access_key}` }))
  const wire = {
    method: 'POST',
    target: `/v3/${muster.project}/users/export`,
    headers: {},
    body: Buffer.from('{}'),
  }
  const signed = { ...wire, headers: admin(wire, muster.url) }
  assert.equal((await sendFrom(HERE, muster, signed)).status, 200)
  await ageSightings(muster, 10)
  for (let time = 0; time < 6; time++) assert.equal((await sendFrom(HERE, muster, signed)).status, 401)
  assert.equal(await ask(admin), 'served')
})

test('of twenty at once from one address none is lost from the count', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(wrong, HERE, index % 2 === 0 ? muster : other)),
  )
  assert.equal(await ask(admin), 'locked')
})
