import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { addTask } from '../../test/support/tasks.ts'
import { type TaskFilter, listTasks } from './list-tasks.ts'

const directory = await openTestDirectory()
const { database, project } = directory

const HOUR = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * HOUR)

before(async () => {
  const tasks = [
    { id: 'running', created_at: at(-5), file_name: 'users-a-1.xlsx' },
    { id: 'failed', created_at: at(-4), file_name: 'users-a%b.xlsx', status: 'FAIL' },
    { id: 'ready', created_at: at(-3), file_name: 'users-北京_x.xlsx', status: 'SUCCESS', expires_at: at(1) },
    {
      id: 'old',
      created_at: at(-6),
      file_name: 'USERS-A.xlsx',
      status: 'SUCCESS',
      expires_at: at(-1),
      download_count: 3,
    },
    { id: 'same', created_at: at(-3), file_name: 'same', status: 'SUCCESS', expires_at: at(1) },
  ] as const
  for (const task of tasks) await addTask(directory, task)
  // The instants of two tasks may be equal: their IDs then decide.
  const { created_at } = await database
    .selectFrom('export_tasks')
    .select('created_at')
    .where('id', '=', 'ready')
    .executeTakeFirstOrThrow()
  await database.updateTable('export_tasks').set({ created_at }).where('id', '=', 'same').execute()
})

async function ids(
  filter: TaskFilter = {},
  others: { descending?: boolean; offset?: number; limit?: number } = {},
) {
  const { count, tasks } = await listTasks(database, project.id, {
    filter,
    descending: false,
    offset: 0,
    limit: 100,
    ...others,
  })
  return { count, ids: tasks.map(({ id }) => id) }
}

const ALL = ['old', 'running', 'failed', 'ready', 'same']

test('tasks come by the time of their making, pages without a gap, totals of all', async () => {
  assert.deepEqual(await ids(), { count: 5, ids: ALL })
  assert.deepEqual((await ids({}, { descending: true })).ids, ALL.toReversed())
  assert.deepEqual(await ids({}, { offset: 1, limit: 2 }), { count: 5, ids: ['running', 'failed'] })
  assert.deepEqual(await ids({}, { offset: 9 }), { count: 5, ids: [] })
})

test('each filter narrows, and all together', async () => {
  const table: [TaskFilter, string[]][] = [
    [{ task_id: 'failed' }, ['failed']],
    [{ task_id: 'fail' }, []],
    [{ file_name: 'users-' }, ['running', 'failed', 'ready']],
    [{ file_name: '' }, ALL],
    [{ file_name: '%' }, ['failed']],
    [{ file_name: '_' }, ['ready']],
    [{ file_name: '北京' }, ['ready']],
    [{ status: 'CREATING' }, ['running']],
    [{ status: 'SUCCESS' }, ['ready', 'same']],
    [{ status: 'FAIL' }, ['failed']],
    [{ status: 'EXPIRED' }, ['old']],
    [{ is_download: true }, ['old']],
    [{ is_download: false }, ALL.slice(1)],
    [{ status: 'SUCCESS', file_name: 'users' }, ['ready']],
    [{ status: 'SUCCESS', is_download: true }, []],
  ]
  for (const [filter, expected] of table) {
    assert.deepEqual(await ids(filter), { count: expected.length, ids: expected }, JSON.stringify(filter))
  }
})

test('another project’s tasks are not seen', async () => {
  const { count } = await listTasks(database, 'another', {
    filter: {},
    descending: false,
    offset: 0,
    limit: 10,
  })
  assert.equal(count, 0)
})
