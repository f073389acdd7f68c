import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type Task, download, exportUsers, findTask, startExport, waitForTask } from '../support/exports.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { holdUsers } from '../support/sql.ts'
import { createUsers, keepRenaming, plantUsers } from '../support/users.ts'

// What a task says of itself, and that it is true (contract, sections 1 and 2).
const muster = await startMuster()
await plantUsers(muster, 3000)
await createUsers(muster, [{ user_name: 'alice', active_type: 'ADMIN_ACTIVATE' }])

const asked = Date.now()
const { task, bytes, workbook } = await exportUsers(muster, {
  language: 'zh-cn',
  active_type: 'all',
  unknown: 1,
})
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

void test('the users counted in the snapshot are the rows written, and those in the file', () => {
  assert.equal(task.rows_total, 3001)
  assert.equal(task.rows_written, 3001)
  assert.equal(workbook.rows.length, 3001)
})

void test('sha256 and file_size are those of the bytes that are downloaded', () => {
  assert.equal(task.sha256, createHash('sha256').update(bytes).digest('hex'))
  assert.equal(task.file_size, bytes.length)
})

void test('the times are instants in order, the expiry seven days after the success', () => {
  const times = [task.create_time, task.snapshot_time, task.end_time, task.expire_time].map((time) => {
    assert.match(String(time), INSTANT)
    return new Date(String(time)).getTime()
  })
  const [created = 0, snapshot = 0, end = 0, expiry = 0] = times
  assert.ok(Math.abs(created - asked) < 60_000)
  assert.ok(created <= snapshot && snapshot <= end, times.join(' '))
  assert.ok(Math.abs(expiry - end - 7 * 86_400_000) < 1000, times.join(' '))
})

void test('a finished task: everything else that it says', () => {
  const { status, progress, fail_reason, error_code, task_type, language, created_by, attempt } = task
  assert.deepEqual(
    { status, progress, fail_reason, error_code, task_type, language, created_by, attempt },
    {
      status: 'SUCCESS',
      progress: 100,
      fail_reason: null,
      error_code: null,
      task_type: 'USERS',
      language: 'zh_CN',
      created_by: 'acme/admin',
      attempt: 1,
    },
  )
})

void test('the filter is the request as understood, without fields that are unknown', async () => {
  const body = {
    user_name: 'many',
    user_names: ['many000001'],
    description: 'a',
    active_type: 'admin_activate',
    enterprise_project_id: '0',
    share_space_subscription: false,
    share_space_desktops: true,
    newer: { field: 1 },
  }
  const id = await startExport(muster, body)
  const { newer: _, ...known } = body
  assert.deepEqual((await findTask(muster, id))?.filter, { ...known, active_type: 'ADMIN_ACTIVATE' })
})

void test('a task that runs reads CREATING and has neither end nor file', async () => {
  const held = await holdUsers(muster)
  try {
    const id = await startExport(muster, {})
    const running = await waitForTask(muster, id, ({ attempt }) => attempt === 1)
    const expected: Partial<Task> = {
      status: 'CREATING',
      progress: 0,
      end_time: null,
      expire_time: null,
      file_size: null,
      sha256: null,
      is_download: false,
    }
    for (const [field, value] of Object.entries(expected)) {
      assert.equal(running[field as keyof Task], value, field)
    }
    await held.release()
    assert.equal((await waitForTask(muster, id)).rows_written, 3000)
  } finally {
    await held.release()
  }
})

void test('a task sees one snapshot: users renamed meanwhile are in it once each', async () => {
  const renaming = keepRenaming(muster)
  try {
    const tasks = await Promise.all([0, 1, 2].map(() => startExport(muster, { active_type: 'ALL' })))
    for (const id of tasks) {
      const finished = await waitForTask(muster, id)
      assert.equal(finished.rows_total, 3001)
      assert.equal(finished.rows_written, 3001)
    }
    const [first = ''] = tasks

    const { rows } = await readWorkbook(await download(muster, first))
    assert.equal(new Set(rows.map((row) => row['User ID'])).size, 3001)
  } finally {
    await renaming.stop()
  }
})

void test('tasks have ids of their own, in the order of their making', async () => {
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push(await startExport(muster, {}))
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/)
  assert.equal(new Set(ids).size, 5)
  assert.deepEqual(
    ids.map((id) => id.slice(0, 12)),
    ids.map((id) => id.slice(0, 12)).toSorted(),
  )
})
