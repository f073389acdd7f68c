import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { type UserOrder, listUsers } from './list-users.ts'

const { database, project, addUsers } = await openTestDirectory()

const BY_NAME: UserOrder = { field: 'user_name', descending: false }
const everything = {
  filter: {},
  scope: { enterprise_project_ids: null },
  offset: 0,
  limit: 100,
  order: BY_NAME,
}

async function names(query: Partial<typeof everything> = {}): Promise<string[]> {
  const { users } = await listUsers(database, project.id, { ...everything, ...query })
  return users.map(({ user_name: name }) => name)
}

before(async () => {
  const groups = ['研发部', 'beta', 'Alpha'].map((name) => ({ project_id: project.id, id: name, name }))
  await database.insertInto('user_groups').values(groups).execute()
  const rows = await database.selectFrom('user_groups').select('number').orderBy('number').execute()
  const day = (number: number) => new Date(Date.UTC(2026, 0, number))
  await addUsers(
    { user_name: 'b', created_at: day(1), group_numbers: rows.map(({ number }) => number) },
    { user_name: 'A', created_at: day(3), account_expires: new Date(Date.now() - 1000) },
    { user_name: '王', created_at: day(2), account_expires: new Date(Date.now() + 60_000) },
    { user_name: 'Z', created_at: day(4) },
    { user_name: '_x', created_at: day(5) },
    { id: '2', user_name: 'same', domain: 'a', created_at: day(6) },
    { id: '1', user_name: 'SAME', domain: 'b', created_at: day(6) },
    { user_name: 'elsewhere', project_id: 'other' },
  )
})

test('users come by lower-cased name in code-point order, equal names by ID', async () => {
  assert.deepEqual(await names(), ['_x', 'A', 'b', 'SAME', 'same', 'Z', '王'])
})

test('they come in the order that is asked for', async () => {
  const order = (field: UserOrder['field'], descending: boolean) => ({ order: { field, descending } })
  assert.deepEqual(await names(order('user_name', true)), (await names()).toReversed())
  assert.deepEqual(await names(order('created_at', false)), ['b', '王', 'A', 'Z', '_x', 'SAME', 'same'])
  assert.deepEqual(await names(order('created_at', true)), ['same', 'SAME', '_x', 'Z', 'A', '王', 'b'])
})

test('pages follow each other without a gap, and each tells how many there are in all', async () => {
  const pages = []
  for (let offset = 0; offset < 9; offset += 2) {
    const { totalCount, users } = await listUsers(database, project.id, { ...everything, offset, limit: 2 })
    assert.equal(totalCount, 7)
    pages.push(...users.map(({ user_name: name }) => name))
  }
  assert.deepEqual(pages, await names())
})

test('the total is that of the filter', async () => {
  const { totalCount, users } = await listUsers(database, project.id, {
    ...everything,
    filter: { user_name: 'SAM' },
    limit: 1,
  })
  assert.deepEqual([totalCount, users.length], [2, 1])
})

test('a user has the names of its groups in order, and whether its account has expired', async () => {
  const { users } = await listUsers(database, project.id, everything)
  const byName = new Map(users.map((user) => [user.user_name, user]))
  assert.deepEqual(byName.get('b')?.group_names, ['Alpha', 'beta', '研发部'])
  assert.deepEqual(byName.get('A')?.group_names, [])
  assert.deepEqual(
    ['A', '王', 'Z'].map((name) => byName.get(name)?.account_expired),
    [true, false, false],
  )
})
