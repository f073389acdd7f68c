import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { startMuster } from '../support/acceptance.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import type { Answer } from '../support/http.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { sendFrom } from '../support/signature-states.ts'
import { nobody } from '../support/who.ts'

// How much is too much, and how it is said (contract, errors.md: 429).
const start = (settings: Record<string, string>) => startMuster({ MUSTER_ROLE: 'api', ...settings })

const LIST = 'GET /v2/{p}/users?limit=1'

function checkThrottled(answer: Answer, limit: string): void {
  assert.equal(answer.status, 429, answer.text)
  const { error_code: code, error_msg: message } = answer.json<ErrorBody>()
  assert.deepEqual(
    [code, message],
    ['APIGW.0308', `The throttling threshold has been reached: policy user over ratelimit,${limit}`],
  )
  const seconds = Number(answer.headers['retry-after'])
  assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60, String(seconds))
}

/** Waits for the first 50 ms of a second or minute of which at least some is left for what a test does in it. */
async function untilFresh(seconds: 1 | 60): Promise<void> {
  const left = seconds * 1000 - (Date.now() % (seconds * 1000))
  if (seconds === 1 || left < 5000) await sleep(left + 5)
}

const tally = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length

test('requests a second of a caller; another one is not touched', async () => {
  const muster = await start({ MUSTER_LIMIT_REQUESTS_PER_SECOND: '10' })
  const other = await createOtherAccount(muster)
  await untilFresh(1)
  const answers = await Promise.all(Array.from({ length: 15 }, () => muster.call(LIST)))
  // A slow machine may take more than one second for them.
  assert.ok(tally(answers, 200) >= 10 && tally(answers, 200) + tally(answers, 429) === 15)
  const refused = answers.find(({ status }) => status === 429)
  if (refused !== undefined) checkThrottled(refused, 'limit:10,time:1 second')
  const others = await muster.call(`GET /v2/${other.project}/users?limit=1`, { who: other.who })
  assert.equal(others.status, 200)
  await sleep(1005)
  assert.equal((await muster.call(LIST)).status, 200)
})

test('requests a second of an account', async () => {
  const muster = await start({ MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '5' })
  await untilFresh(1)
  const answers = await Promise.all(Array.from({ length: 30 }, () => muster.call(LIST)))
  const refused = answers.find(({ status }) => status === 429)
  assert.ok(refused !== undefined)
  checkThrottled(refused, 'limit:5,time:1 second')
})

test('failed authentication a minute of an address, before credentials are looked at; seen by the other server', async () => {
  const settings = { MUSTER_LIMIT_FAILED_AUTHENTICATIONS: '6' }
  const muster = await start(settings)
  const other = await start({ ...settings, MUSTER_DATABASE_URL: muster.databaseUrl })
  await untilFresh(60)
  for (let time = 0; time < 3; time++) {
    assert.equal((await muster.call(LIST, { who: nobody })).status, 401)
    assert.equal((await other.call(LIST, { who: nobody })).status, 401)
  }
  // Both have heard of each other after a second.
  await sleep(1500)
  for (const server of [muster, other]) {
    checkThrottled(await server.call(LIST), 'limit:6,time:1 minute')
    checkThrottled(await server.call('GET /nowhere', { who: nobody }), 'limit:6,time:1 minute')
    assert.equal((await server.call('GET /livez', { who: nobody })).status, 200)
  }
  const elsewhere = await sendFrom('127.0.0.2', muster, {
    method: 'GET',
    target: '/v2/p/users',
    headers: {},
    body: Buffer.alloc(0),
  })
  assert.equal(elsewhere.status, 401)
})

test('unknown paths and IDs count as failures', async () => {
  const muster = await start({ MUSTER_LIMIT_FAILED_AUTHENTICATIONS: '4' })
  await untilFresh(60)
  const unknown = ['GET /nowhere', 'GET /v2/no-project/users', 'GET /v2/{p}/export-tasks/none/download']
  for (const request of [...unknown, 'GET /nowhere']) assert.equal((await muster.call(request)).status, 404)
  checkThrottled(await muster.call(LIST), 'limit:4,time:1 minute')
})

test('exports that run or wait in a project, also when they come at once to two servers', async () => {
  const settings = { MUSTER_LIMIT_EXPORTS: '3' }
  const muster = await start(settings)
  const other = await start({ ...settings, MUSTER_DATABASE_URL: muster.databaseUrl })
  const order = 'POST /v3/{p}/users/export'
  const keyed = { headers: { 'x-idempotency-key': 'first' } }
  const first = await muster.call(order, keyed)
  assert.equal(first.status, 200)
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? muster : other).call(order)),
  )
  assert.deepEqual([tally(answers, 200), tally(answers, 429)], [2, 10])
  for (const answer of answers) if (answer.status === 429) checkThrottled(answer, 'limit:3,time:1 minute')
  const repeat = await other.call(order, keyed)
  assert.deepEqual([repeat.status, repeat.text], [200, first.text], 'a repeat makes no task')
  const tasks = await muster.call('GET /v2/{p}/export-tasks')
  assert.equal(tasks.json<{ count: number }>().count, 3, 'a refused one leaves nothing')
  const { task_id: id } = first.json<{ task_id: string }>()
  await muster.call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids: [id] } })
  assert.equal((await muster.call(order)).status, 200, 'there is room again')
})

test('0 is off', async () => {
  const muster = await start({})
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => muster.call('POST /v3/{p}/users/export')),
  )
  assert.equal(tally(answers, 200), 12)
})
