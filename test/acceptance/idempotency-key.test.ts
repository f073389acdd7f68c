import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { startExport } from '../support/exports.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { scenarios } from '../support/scenarios.ts'
import { ageIdempotencyKey } from '../support/task-states.ts'
import { obtainToken } from '../support/tokens.ts'
import { withToken } from '../support/who.ts'

// A repeat within 24 hours answers the first task's id (contract, section 1). Nobody works on the tasks here.
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)

const exportWith = (key: string, body: object, options: object = {}) =>
  startExport(muster, body, { headers: { 'x-idempotency-key': key }, ...options })

// Before the first test: what is awaited between tests goes on beside them.
await exportWith('reused', { user_name: 'a' })

const countTasks = async () =>
  (await muster.call('GET /v2/{p}/export-tasks?limit=1')).json<{ count: number }>().count

void test('a repeat answers the same id and makes no second task', async () => {
  const before = await countTasks()
  const first = await exportWith('repeat', { user_name: 'a' })
  assert.equal(await exportWith('repeat', { user_name: 'a' }), first)
  assert.equal(await countTasks(), before + 1)
})

void test('the same body is what is the same once understood: order, case, defaults, unknown fields', async () => {
  const first = await exportWith('same', { user_name: 'a', description: 'b' })
  const body = {
    language: 'en-us',
    active_type: 'user_activate',
    description: 'b',
    user_name: 'a',
    newer_field: 1,
  }
  assert.equal(await exportWith('same', body), first)
})

void test('an empty body and an empty object are the same', async () => {
  const first = await exportWith('empty', {})
  const answer = await muster.call('POST /v3/{p}/users/export', { headers: { 'x-idempotency-key': 'empty' } })
  assert.equal(answer.json<{ task_id: string }>().task_id, first)
})

void test('another key makes another task, and so does no key', async () => {
  const ids = [await exportWith('one', {}), await exportWith('two', {}), await startExport(muster, {})]
  assert.equal(new Set(ids).size, 3)
})

void test('keys differ by case', async () => {
  assert.notEqual(await exportWith('Case', {}), await exportWith('case', {}))
})

void test('two requests at the same time make one task', async () => {
  const before = await countTasks()
  const ids = await Promise.all(Array.from({ length: 8 }, () => exportWith('at-once', { description: 'x' })))
  assert.equal(new Set(ids).size, 1)
  assert.equal(await countTasks(), before + 1)
})

void test('deleting the task frees the key', async () => {
  const first = await exportWith('freed', {})
  await muster.call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids: [first] } })
  assert.notEqual(await exportWith('freed', { user_name: 'other' }), first)
})

void test('after 24 hours the key is free', async () => {
  const first = await exportWith('yesterday', {})
  await ageIdempotencyKey(muster, 'yesterday')
  assert.notEqual(await exportWith('yesterday', { user_name: 'other' }), first)
})

void test('the key is the caller’s own, whatever credentials the caller uses', async () => {
  const first = await exportWith('mine', {})
  const token = withToken(await obtainToken(muster, { project: { id: muster.project } }))
  assert.equal(await exportWith('mine', {}, { who: token }), first)
  const answer = await muster.call(`POST /v3/${other.project}/users/export`, {
    who: other.who,
    headers: { 'x-idempotency-key': 'mine' },
    body: { user_name: 'another' },
  })
  assert.equal(answer.status, 200, answer.text)
})

scenarios(muster, [
  {
    rule: 'the same key with another body is a conflict',
    request: 'POST /v3/{p}/users/export',
    headers: { 'x-idempotency-key': 'reused' },
    body: { user_name: 'b' },
    status: 409,
    code: 'WKS.00290005',
    contains: ['The idempotency key was used with another request body'],
  },
  {
    rule: 'a body that is wrong is refused before the key is looked at',
    request: 'POST /v3/{p}/users/export',
    headers: { 'x-idempotency-key': 'reused' },
    body: { user_name: '1' },
    status: 400,
    code: 'WKS.00211102',
  },
  ...['k', 'k'.repeat(64), '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'].map((key) => ({
    rule: `a key of ${key.length} printable characters`,
    request: 'POST /v3/{p}/users/export',
    headers: { 'x-idempotency-key': key },
    body: {},
    status: 200,
  })),
  ...['k'.repeat(65), 'schlüssel', 'tab\there'].map((key) => ({
    rule: `a key that breaks its rule: ${JSON.stringify(key)}`,
    request: 'POST /v3/{p}/users/export',
    headers: { 'x-idempotency-key': key },
    body: {},
    status: 400,
    code: 'WKS.00211102',
    contains: ['x-idempotency-key', '1-64'],
  })),
])
