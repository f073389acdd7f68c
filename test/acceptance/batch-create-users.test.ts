import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { checkScenario } from '../support/scenarios.ts'

// All or none, and the error names each bad item (contract, section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })

const create = (users: unknown) => muster.call('POST /v2/{p}/users/batch-create', { body: { users } })
const user = (user_name: string, fields: object = {}) => ({
  user_name,
  user_email: 'a@example.com',
  ...fields,
})
const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => user(`${prefix}${String(index).padStart(3, '0')}`))
const countUsers = async () =>
  (await muster.call('GET /v2/{p}/users?limit=1')).json<{ total_count: number }>().total_count

/** Refused, and nothing of it was created. */
async function refusedWhole(users: unknown, code: string, ...contains: string[]): Promise<void> {
  const before = await countUsers()
  checkScenario(await create(users), { status: 400, code, contains })
  assert.equal(await countUsers(), before)
}

void test('200 users', async () => {
  const before = await countUsers()
  const answer = await create(names(200, 'all'))
  assert.equal(answer.status, 200)
  assert.equal(answer.text, '')
  assert.equal(await countUsers(), before + 200)
})

void test('1 user', async () => {
  assert.equal((await create([user('single')])).status, 200)
})

void test('201 users', () =>
  refusedWhole(names(201, 'many'), 'WKS.00211102', '`users` received an array of more than 200', '1-200'))

void test('no users', () => refusedWhole([], 'WKS.00211102', '`users` received an array of 0'))

void test('users that are no array', () => refusedWhole({ user_name: 'a' }, 'WKS.00211102', '`users`'))

void test('items that are no users', () =>
  refusedWhole(
    [null, 'a', 5, [], user('b')],
    'WKS.00211102',
    '`users/0`',
    '`users/1`',
    '`users/2`',
    '`users/3`',
  ))

void test('each item that breaks a rule of a field is named', () =>
  refusedWhole(
    [user('_a'), user('good'), user('b', { description: 5 }), { user_email: 'a@example.com' }],
    'WKS.00211102',
    '`users/0/user_name`',
    '`users/2/description`',
    '`users/3/user_name` is missing',
  ))

void test('each item that lacks what its activation type needs is named', () =>
  refusedWhole(
    [{ user_name: 'a' }, user('good'), { user_name: 'b', active_type: 'admin_activate' }],
    'WKS.00211102',
    'users/0',
    '`user_email` or `user_phone`',
    'users/2',
    '`password`',
  ))

void test('faults of both kinds are named together', () =>
  refusedWhole(
    [user('_a'), { user_name: 'b' }, user('c', { account_expires: '2030-02-31T00:00:00Z' })],
    'WKS.00211102',
    'users/0',
    'users/1',
    'users/2',
  ))

void test('each name that is taken is named', async () => {
  await create([user('first'), user('second')])
  await refusedWhole([user('FIRST'), user('good'), user('Second')], 'WKS.00170311', '`FIRST`', '`Second`')
})

void test('a name twice in one request', () =>
  refusedWhole([user('twice'), user('other'), user('TWICE')], 'WKS.00170311', /twice/i.source.toUpperCase()))

void test('each group that there is not is named', () =>
  refusedWhole(
    [user('a', { group_ids: ['no-group-1'] }), user('b'), user('c', { group_ids: ['no-group-2'] })],
    'WKS.00170208',
    'no-group-1',
    'no-group-2',
  ))

void test('each enterprise project that there is not is named', async () => {
  const before = await countUsers()
  const answer = await create([
    user('a', { enterprise_project_id: 'no-ep-1' }),
    user('b'),
    user('c', { enterprise_project_id: 'no-ep-2' }),
  ])
  checkScenario(answer, { status: 404, code: 'WKS.00290007', contains: ['no-ep-1', 'no-ep-2'] })
  assert.equal(await countUsers(), before)
})

void test('passwords are not repeated', async () => {
  const secret = 's3cret-s3cret-s3cret-s3cret-s3cret'
  checkScenario(await create([user('a', { password: secret })]), { status: 400, lacks: [secret.slice(0, 6)] })
})

void test('of two requests at the same time with the same names, one is carried out', async () => {
  for (let round = 0; round < 3; round++) {
    const users = names(200, `race${round}-`)
    const answers = await Promise.all([create(users), create(users.toReversed())])
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 400],
    )
  }
})
