import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers, findTask, startExport, waitForTask } from '../support/exports.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { holdUsers } from '../support/sql.ts'
import { exportedFiles } from '../support/task-states.ts'
import { createUsers } from '../support/users.ts'

// Deleting is how one cancels (contract, section 2).
const muster = await startMuster()
await createUsers(muster, [{ user_name: 'alice' }])

const remove = (task_ids: readonly string[]) =>
  muster.call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids } })

void test('a deleted task and its file are gone; others stay', async () => {
  const { task: gone } = await exportUsers(muster, {})
  const { task: kept } = await exportUsers(muster, {})
  const answer = await remove([gone.task_id])
  assert.equal(answer.status, 200)
  assert.equal(answer.text, '')
  assert.equal(await findTask(muster, gone.task_id), undefined)
  const download = await muster.call(`GET /v2/{p}/export-tasks/${gone.task_id}/download`)
  assert.equal(download.status, 404)
  assert.equal((await muster.call(`GET /v2/{p}/export-tasks/${kept.task_id}/download`)).status, 200)
  assert.deepEqual(
    (await exportedFiles(muster)).map((file) => file.slice(0, 32)),
    [kept.task_id],
  )
})

void test('ids that do not exist, or no more, are passed over', async () => {
  const { task } = await exportUsers(muster, {})
  assert.equal((await remove([task.task_id, '0'.repeat(32), 'x', '%', 'ü'.repeat(64)])).status, 200)
  assert.equal(await findTask(muster, task.task_id), undefined)
  assert.equal((await remove([task.task_id])).status, 200)
})

void test('a running task is cancelled, leaves no file, and the next one runs', async () => {
  const files = await exportedFiles(muster)
  const held = await holdUsers(muster)
  try {
    const id = await startExport(muster, {})
    await waitForTask(muster, id, ({ attempt }) => attempt === 1)
    assert.equal((await remove([id])).status, 200)
    assert.equal(await findTask(muster, id), undefined)
    await held.release()
    await exportUsers(muster, {})
    assert.equal(await findTask(muster, id), undefined)
    while ((await exportedFiles(muster)).some((file) => file.includes(id))) {
      await muster.call('GET /v2/{p}/export-tasks')
    }
    assert.equal((await exportedFiles(muster)).length, files.length + 1)
  } finally {
    await held.release()
  }
})

void test('a cancellation stops the work within two seconds', async () => {
  const held = await holdUsers(muster)
  try {
    const id = await startExport(muster, {})
    await waitForTask(muster, id, ({ attempt }) => attempt === 1)
    const filesOf = async () => (await exportedFiles(muster)).filter((file) => file.includes(id))
    while ((await filesOf()).length === 0) await sleep(20)
    assert.equal((await remove([id])).status, 200)
    await sleep(2000)
    assert.deepEqual(await filesOf(), [])
  } finally {
    await held.release()
  }
})

void test('only what has not ended is deleted where that is asked for', async () => {
  const { task: ended } = await exportUsers(muster, {})
  const held = await holdUsers(muster)
  try {
    const running = await startExport(muster, {})
    const answer = await muster.call('POST /v2/{p}/export-tasks/batch-delete?status=CREATING', {
      body: { task_ids: [ended.task_id, running] },
    })
    assert.deepEqual([answer.status, answer.text], [200, ''])
    assert.equal(await findTask(muster, running), undefined)
  } finally {
    await held.release()
  }
  assert.equal((await muster.call(`GET /v2/{p}/export-tasks/${ended.task_id}/download`)).status, 200)
})

void test('a task that waits is deleted as well', async () => {
  const held = await holdUsers(muster)
  try {
    const ids = await Promise.all(Array.from({ length: 6 }, () => startExport(muster, {})))
    assert.equal((await remove(ids)).status, 200)
    const page = await muster.call('GET /v2/{p}/export-tasks?status=CREATING')
    assert.equal(page.json<{ count: number }>().count, 0)
  } finally {
    await held.release()
  }
})

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index))
const refused = (rule: string, body: object, ...contains: string[]): Scenario => ({
  rule,
  request: 'POST /v2/{p}/export-tasks/batch-delete',
  body,
  status: 400,
  code: 'WKS.00211102',
  contains,
})
scenarios(muster, [
  {
    rule: '200 ids of 64 characters',
    request: 'POST /v2/{p}/export-tasks/batch-delete',
    body: { task_ids: ids(200).map((id) => id.padEnd(64, 'x')) },
    status: 200,
  },
  refused('201 ids', { task_ids: ids(201) }, '`task_ids` received an array of more than 200', '1-200'),
  refused('no ids', { task_ids: [] }, '`task_ids` received an array of 0'),
  refused('an id twice', { task_ids: ['a', 'a'] }, '`task_ids`', 'different'),
  refused('an id of 65 characters', { task_ids: ['a', 'x'.repeat(65)] }, '`task_ids/1`', '1-64'),
  refused('an id of 0 characters', { task_ids: [''] }, '`task_ids/0`'),
  refused('an id that is a number', { task_ids: [1] }, '`task_ids/0` received 1'),
  refused('ids that are text', { task_ids: 'a' }, '`task_ids`'),
  refused('no field at all', {}, '`task_ids` is missing'),
  {
    rule: 'an empty body',
    request: 'POST /v2/{p}/export-tasks/batch-delete',
    status: 400,
    code: 'WKS.0001',
    contains: ['The request message input by the interface is empty.'],
  },
])
