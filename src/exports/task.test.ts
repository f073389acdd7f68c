import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { addTask, taskOf } from '../../test/support/tasks.ts'
import { countDownload, deleteTasks, fileName, findTask, progressOf, statusOf } from './task.ts'

const directory = await openTestDirectory()
const { database, project } = directory

test('a SUCCESS past its time is EXPIRED, to the millisecond; nothing else is', () => {
  const now = new Date('2026-11-24T00:00:00.000Z')
  const before = new Date(now.getTime() - 1)
  const after = new Date(now.getTime() + 1)
  const table = [
    ['SUCCESS', after, 'SUCCESS'],
    ['SUCCESS', now, 'EXPIRED'],
    ['SUCCESS', before, 'EXPIRED'],
    ['SUCCESS', null, 'SUCCESS'],
    ['FAIL', before, 'FAIL'],
    ['CREATING', before, 'CREATING'],
  ] as const
  for (const [status, expires_at, shown] of table) assert.equal(statusOf({ status, expires_at }, now), shown)
})

test('progress reaches 100 with the file only', () => {
  const table = [
    ['CREATING', null, 0, 0],
    ['CREATING', 0, 0, 0],
    ['CREATING', 3, 1, 33],
    ['CREATING', 1000, 999, 99],
    ['CREATING', 1000, 1000, 99],
    // Between attempts the old count may stand beside a new total.
    ['CREATING', 10, 20, 99],
    ['FAIL', 4, 1, 25],
    ['SUCCESS', 0, 0, 100],
    ['SUCCESS', 5, 5, 100],
  ] as const
  for (const [status, rows_total, rows_written, percent] of table) {
    assert.equal(progressOf({ status, rows_total, rows_written }), percent)
  }
})

test('a file is named by project and time; what file systems refuse becomes _', () => {
  const now = new Date('2026-01-02T03:04:05.678Z')
  const table: [string, string][] = [
    ['cn-north-4', 'cn-north-4'],
    ['华北区', '华北区'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['../..', '.._..'],
    ['a\r\nb\tc\u007f', 'a__b_c_'],
    ['with blank', 'with blank'],
  ]
  for (const [project_name, shown] of table) {
    assert.equal(fileName('users', project_name, now), `users-${shown}-20260102-030405.xlsx`)
  }
})

test('a task is found in its own project only', async () => {
  const id = await addTask(directory)
  assert.equal((await findTask(database, project.id, id)).id, id)
  for (const [projectId, taskId] of [
    ['another', id],
    [project.id, 'none'],
  ] as const) {
    await assert.rejects(findTask(database, projectId, taskId), { status: 404, code: 'WKS.00290001' })
  }
})

test('deleting passes over what is not there or not the project’s, and tells which files are nobody’s now', async () => {
  const done = await addTask(directory, { status: 'SUCCESS', file_key: 'done.1.xlsx' })
  const running = await addTask(directory)
  assert.deepEqual(await deleteTasks(database, 'another', [done, running]), [])
  assert.deepEqual(await deleteTasks(database, project.id, [done, running, 'none', done]), ['done.1.xlsx'])
  assert.deepEqual([await taskOf(directory, done), await taskOf(directory, running)], [undefined, undefined])
})

test('each complete download counts, also two at once', async () => {
  const id = await addTask(directory)
  const task = await findTask(database, project.id, id)
  await Promise.all([countDownload(database, task), countDownload(database, task)])
  assert.equal((await taskOf(directory, id))?.download_count, 2)
})
