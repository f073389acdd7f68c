import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { ApiError } from '../errors.ts'
import { type NewUser, createUsers } from './create-users.ts'

const { database, project } = await openTestDirectory()
await database
  .insertInto('user_groups')
  .values([
    { project_id: project.id, id: 'sales', name: 'Sales' },
    { project_id: project.id, id: 'legal', name: 'Legal' },
  ])
  .execute()
const groups = await database.selectFrom('user_groups').select(['id', 'number']).execute()
const numberOf = (id: string) => groups.find((group) => group.id === id)?.number

const user = (user_name: string, others: Partial<NewUser> = {}): NewUser => ({
  user_name,
  active_type: 'USER_ACTIVATE',
  account_expires: null,
  enable_change_password: true,
  next_login_change_password: true,
  enterprise_project_id: '0',
  domain: '',
  group_ids: [],
  ...others,
})

const create = (...users: NewUser[]) => createUsers(database, project, users)
const stored = () =>
  database.selectFrom('users').selectAll().orderBy('user_name_key').orderBy('domain').execute()
const refused = (status: number, words: RegExp) => (error: unknown) =>
  error instanceof ApiError && error.status === status && words.test(error.message)

beforeEach(async () => {
  await database.deleteFrom('users').execute()
})

test('what is given is stored, and the IDs come in the order of the users', async () => {
  const expires = new Date('2030-01-01T00:00:00.000Z')
  const ids = await create(
    user('zoe', { user_email: 'zoe@example.com', account_expires: expires, user_info_map: { a: '工号' } }),
    user('王伟', { description: '', domain: 'Corp', group_ids: ['legal', 'sales', 'legal'] }),
    user('adam'),
  )
  const rows = await stored()
  assert.deepEqual(
    rows.map((row) => [row.user_name, row.id]),
    [
      ['adam', ids[2]],
      ['zoe', ids[0]],
      ['王伟', ids[1]],
    ],
  )
  const [, zoe, wang] = rows
  assert.ok(zoe && wang)
  assert.deepEqual(
    [zoe.user_email, zoe.user_phone, zoe.account_expires, zoe.user_info_map],
    ['zoe@example.com', null, expires, { a: '工号' }],
  )
  assert.deepEqual([wang.description, wang.domain], ['', 'Corp'])
  assert.deepEqual(wang.group_numbers, [numberOf('legal'), numberOf('sales')])
})

test('taken names are refused in any case, and each is named; nothing is stored', async () => {
  await create(user('Alice'), user('李'))
  await assert.rejects(
    create(user('new'), user('ALICE'), user('李'), user('twice'), user('TWICE')),
    refused(400, /already exists in the project and domain: `ALICE`, `(twice|TWICE)`, `李`\.$/),
  )
  assert.equal((await stored()).length, 2)
})

test('a name is free in another domain and in another project', async () => {
  await create(user('alice', { domain: 'one' }))
  await create(user('alice', { domain: 'two' }), user('alice'))
  await assert.rejects(create(user('alice', { domain: 'ONE' })), refused(400, /`alice`/))
  await createUsers(database, { ...project, id: 'another' }, [user('alice')])
  assert.equal((await stored()).length, 4)
})

test('unknown groups and enterprise projects are named, and nothing is stored', async () => {
  await assert.rejects(
    create(user('a', { group_ids: ['sales', 'none'] }), user('b', { group_ids: ['nil'] })),
    refused(400, /^The user group does not exist\. Unknown: `none` of user `a`, `nil` of user `b`$/),
  )
  await assert.rejects(
    create(user('a'), user('b', { enterprise_project_id: '9' })),
    refused(404, /^The enterprise project does not exist\. Unknown: `9` of user `b`$/),
  )
  // Another project's group is as unknown as none.
  await assert.rejects(
    createUsers(database, { ...project, id: 'another' }, [user('a', { group_ids: ['sales'] })]),
    refused(400, /`sales` of user `a`/),
  )
  assert.deepEqual(await stored(), [])
})

test('of requests at once for the same names one wins, whole', async () => {
  const batches = [
    [user('a'), user('b'), user('c')],
    [user('C'), user('B'), user('A')],
    [user('b'), user('x')],
  ]
  const results = await Promise.allSettled(batches.map((batch) => create(...batch)))
  const won = results.flatMap((result, index) =>
    result.status === 'fulfilled' ? (batches[index] ?? []) : [],
  )
  assert.deepEqual(
    (await stored()).map((row) => row.user_name),
    won.map((one) => one.user_name).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
  )
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const result of results) {
    if (result.status === 'rejected') {
      assert.ok(
        refused(400, /already exists in the project and domain: `\w/)(result.reason),
        String(result.reason),
      )
    }
  }
})
