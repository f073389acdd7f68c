import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'

import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { testLog } from '../../test/support/log.ts'
import { testSettings } from '../../test/support/settings.ts'
import type { UserFilter } from '../directory/user-filter.ts'
import { asUuid } from '../ids.ts'
import { ExportQueue } from './queue.ts'
import { type ExportOrder, createExportTask, deleteTasks } from './task.ts'

const { url, database, project } = await openTestDirectory()
const queue = new ExportQueue(url, testSettings({ dataDir: '/nowhere' }), testLog)
await queue.start()

type Others = Partial<Omit<ExportOrder, 'type' | 'filter'>> & { filter?: UserFilter }

const order = (others: Others = {}): ExportOrder => ({
  project,
  type: 'USERS',
  filter: { user_name: 'li' },
  scope: { enterprise_project_ids: ['0'] },
  language: 'zh_CN',
  createdBy: { id: 'admin-id', name: 'acme/admin' },
  ...others,
})

const keyed = (key: string, request: object, others: Others = {}) =>
  createExportTask(database, queue, order({ idempotencyKey: { key, request }, ...others }))

const tasks = () => database.selectFrom('export_tasks').selectAll().execute()
const jobs = async () => {
  const { rows } = await sql<{
    id: string
    data: unknown
  }>`SELECT id, data FROM pgboss.job WHERE name = 'exports'`.execute(database)
  return rows
}

beforeEach(async () => {
  await database.deleteFrom('export_tasks').execute()
  await sql`DELETE FROM pgboss.job`.execute(database)
})
after(() => queue.stop())

test('a task and its job come together', async () => {
  const id = await createExportTask(database, queue, order())
  const [task] = await tasks()
  assert.deepEqual(
    [task?.id, task?.status, task?.attempt, task?.language, task?.created_by, task?.filter, task?.scope],
    [id, 'CREATING', 0, 'zh_CN', 'acme/admin', { user_name: 'li' }, { enterprise_project_ids: ['0'] }],
  )
  assert.match(task?.file_name ?? '', /^users-local-\d{8}-\d{6}\.xlsx$/)
  assert.deepEqual(await jobs(), [
    {
      id: asUuid(id),
      data: { account_id: project.accountId, project_id: project.id, task_id: id, task_type: 'USERS' },
    },
  ])
})

test('a task that cannot be stored leaves no job', async () => {
  await assert.rejects(createExportTask(database, queue, order({ project: { ...project, id: 'none' } })))
  assert.deepEqual([await tasks(), await jobs()], [[], []])
})

test('a repeat finds the first task, in whatever order its fields stand', async () => {
  const first = await keyed('k', { a: 1, b: { c: [1, 2], d: null } })
  assert.equal(await keyed('k', { b: { d: null, c: [1, 2] }, a: 1 }), first)
  assert.deepEqual([(await tasks()).length, (await jobs()).length], [1, 1])
})

test('the same key with another body is refused, and makes nothing', async () => {
  await keyed('k', { a: [1, 2] })
  for (const other of [{ a: [2, 1] }, { a: [1, 2], b: 1 }, {}]) {
    await assert.rejects(keyed('k', other), { status: 409, code: 'WKS.00290005' })
  }
  assert.deepEqual([(await tasks()).length, (await jobs()).length], [1, 1])
})

test('a key is its caller’s own', async () => {
  const first = await keyed('k', {})
  assert.notEqual(await keyed('k', {}, { createdBy: { id: 'other-id', name: 'acme/other' } }), first)
})

test('of repeats at the same time one makes the task, and all are told its ID', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => keyed('k', { a: 1 })))
  assert.equal(new Set(ids).size, 1)
  assert.deepEqual(
    (await tasks()).map(({ id }) => id),
    ids.slice(0, 1),
  )
  assert.equal((await jobs()).length, 1)
})

const age = (interval: string) =>
  database
    .updateTable('idempotency_keys')
    .set({ created_at: sql<Date>`now() - ${interval}::interval` })
    .execute()

test('a key holds for 24 hours; then it is free for another request, for 24 hours again', async () => {
  const first = await keyed('k', { a: 1 })
  await age('23 hours 59 minutes')
  assert.equal(await keyed('k', { a: 1 }), first)
  await age('24 hours 1 second')
  const second = await keyed('k', { a: 2 })
  assert.notEqual(second, first)
  assert.equal(await keyed('k', { a: 2 }), second)
  await assert.rejects(keyed('k', { a: 1 }), { status: 409 })
})

test('deleting the task frees its key', async () => {
  const first = await keyed('k', { a: 1 })
  await deleteTasks(database, project.id, [first])
  assert.notEqual(await keyed('k', { a: 2 }), first)
})
