import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { addTask, taskOf } from '../../test/support/tasks.ts'
import { claimTask, failTask, publishFile, recordProgress } from './attempt.ts'

const directory = await openTestDirectory()
const { database, project } = directory

const claim = (id: string, attempts = 5) =>
  claimTask(database, { account_id: project.accountId, project_id: project.id, task_id: id }, attempts)

async function claimed(id: string) {
  const made = await claim(id)
  assert.ok(made)
  return made
}

const snapshotAt = new Date('2026-11-24T00:00:00.000Z')
const FILE = { snapshotAt, total: 7, rows: 7, size: 1234, sha256: 'f'.repeat(64), cutCells: 0 }

const keptFor = (retentionSeconds: number) => ({ retentionSeconds, limits: { exports: 0, storedBytes: 0 } })

test('a claim counts, names a file of its own, and brings what the run needs', async () => {
  const id = await addTask(directory, { language: 'zh_CN', filter: '{"user_name":"li"}' })
  const first = await claimed(id)
  assert.equal(first.attempt, 1)
  assert.equal(first.fileKey, `${id}.1.xlsx`)
  assert.deepEqual(
    [first.task.projectName, first.task.filter, first.task.language, first.task.createdBy],
    [project.name, { user_name: 'li' }, 'zh_CN', 'acme/admin'],
  )
  const second = await claimed(id)
  assert.deepEqual([second.attempt, second.fileKey], [2, `${id}.2.xlsx`])
})

test('of two claims at the same time each is an attempt of its own', async () => {
  const id = await addTask(directory)
  const claims = await Promise.all([claimed(id), claimed(id)])
  assert.deepEqual(
    claims.map(({ attempt }) => attempt).toSorted((a, b) => a - b),
    [1, 2],
  )
})

test('there is nothing to claim of a task that is gone, finished or another project’s', async () => {
  assert.equal(await claim('none'), null)
  for (const status of ['SUCCESS', 'FAIL'] as const)
    assert.equal(await claim(await addTask(directory, { status })), null)
  const id = await addTask(directory)
  assert.equal(
    await claimTask(database, { account_id: project.accountId, project_id: 'another', task_id: id }, 5),
    null,
  )
  assert.equal((await taskOf(directory, id))?.attempt, 0)
})

test('a new attempt begins at nothing, the task’s start stays', async () => {
  const id = await addTask(directory)
  const first = await claimed(id)
  await recordProgress(database, first, { snapshotAt, total: 7, rows: 5 })
  const half = await taskOf(directory, id)
  assert.deepEqual([half?.rows_written, half?.rows_total, half?.snapshot_at], [5, 7, snapshotAt])
  await claimed(id)
  const again = await taskOf(directory, id)
  assert.deepEqual([again?.rows_written, again?.rows_total, again?.snapshot_at], [0, null, null])
  assert.deepEqual(again?.started_at, half?.started_at)
})

test('an attempt that was overtaken writes nothing any more', async () => {
  const id = await addTask(directory)
  const old = await claimed(id)
  const current = await claimed(id)
  const before = await taskOf(directory, id)
  assert.equal(await recordProgress(database, old, { snapshotAt, total: 7, rows: 5 }), false)
  assert.equal(await publishFile(database, old, FILE, keptFor(60)), false)
  await failTask(database, old, { code: 'WKS.00290013', reason: 'x', final: true })
  assert.deepEqual(await taskOf(directory, id), before)
  assert.equal(await recordProgress(database, current, null), true)
})

test('publishing ends a task with its file, once', async () => {
  const id = await addTask(directory)
  const made = await claimed(id)
  assert.equal(await publishFile(database, made, FILE, keptFor(3600)), true)
  const task = await taskOf(directory, id)
  assert.ok(task?.finished_at && task.expires_at)
  assert.deepEqual(
    [task.status, task.file_key, task.file_size, task.sha256, task.rows_total, task.rows_written],
    ['SUCCESS', `${id}.1.xlsx`, 1234, FILE.sha256, 7, 7],
  )
  const kept = task.expires_at.getTime() - task.finished_at.getTime()
  assert.ok(Math.abs(kept - 3_600_000) < 1000)
  assert.equal(await publishFile(database, made, FILE, keptFor(3600)), false)
  await failTask(database, made, { code: 'WKS.00290013', reason: 'x', final: true })
  assert.equal((await taskOf(directory, id))?.status, 'SUCCESS')
})

test('a task that was deleted is nobody’s', async () => {
  const id = await addTask(directory)
  const made = await claimed(id)
  await database.deleteFrom('export_tasks').where('id', '=', id).execute()
  assert.equal(await recordProgress(database, made, null), false)
  assert.equal(await publishFile(database, made, FILE, keptFor(60)), false)
})

test('a task that ended its worker every time fails, instead of going on for ever', async () => {
  const id = await addTask(directory)
  for (let attempt = 1; attempt <= 3; attempt++) assert.ok(await claim(id, 3))
  assert.equal(await claim(id, 3), null)
  const task = await taskOf(directory, id)
  assert.deepEqual(
    [task?.status, task?.error_code, task?.fail_reason],
    ['FAIL', 'WKS.00290014', '3 attempts were ended from outside.'],
  )
  assert.ok(task?.finished_at)
})
