import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers, startExport, waitForEnd } from '../support/exports.ts'
import { limitStoredBytes } from '../support/sql.ts'
import { exportedFiles } from '../support/task-states.ts'
import { createUsers } from '../support/users.ts'

// What a project may keep (docs/decisions/0015-notice.md).
const muster = await startMuster({ MUSTER_LIMIT_STORED_BYTES: '1000000' })
await createUsers(muster, [{ user_name: 'alice' }])
const { task: first } = await exportUsers(muster, {})
const size = first.file_size ?? 0

test('of two files that fit alone, and not together, one is kept; the other fails with a sentence, and is gone', async () => {
  await limitStoredBytes(muster, Math.round(2.5 * size))
  const ids = await Promise.all([startExport(muster, {}), startExport(muster, {})])
  const ended = await Promise.all(ids.map((id) => waitForEnd(muster, id)))
  const failed = ended.find(({ status }) => status === 'FAIL')
  assert.ok(failed)
  assert.equal(ended.filter(({ status }) => status === 'SUCCESS').length, 1)
  assert.equal(failed.error_code, 'WKS.00290016')
  assert.match(
    String(failed.fail_reason),
    /^The file has \d+ bytes; the project keeps \d+ and may keep \d+: delete export tasks that are no longer needed\.$/,
  )
  assert.equal(failed.attempt, 1)
  assert.equal((await exportedFiles(muster)).length, 2)
})

test('a project that keeps as much as it may is told so before any work is done', async () => {
  await limitStoredBytes(muster, size)
  const refused = await muster.call('POST /v3/{p}/users/export')
  assert.equal(refused.status, 400)
  assert.match(
    refused.text,
    /WKS\.00290009.*The project keeps \d+ bytes of exported files and may keep \d+\./,
  )
})

test('what is deleted makes room', async () => {
  await limitStoredBytes(muster, Math.round(1.5 * size))
  const list = await muster.call('GET /v2/{p}/export-tasks')
  const task_ids = list
    .json<{ export_tasks: { task_id: string }[] }>()
    .export_tasks.map((task) => task.task_id)
  await muster.call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids } })
  await exportUsers(muster, {})
})

test('the general limit holds where a project has none of its own; 0 is none', async () => {
  await limitStoredBytes(muster, null)
  await exportUsers(muster, {})
  await limitStoredBytes(muster, 0)
  await exportUsers(muster, {})
})
