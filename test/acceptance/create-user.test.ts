import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type Scenario, checkScenario, scenarios } from '../support/scenarios.ts'
import { createEnterpriseProject, createGroup } from '../support/users.ts'

// Every constraint of CreateDesktopUser, at its edge and one past it (contract, section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const groups = await Promise.all(
  ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'].map((name) => createGroup(muster, name)),
)
await createEnterpriseProject(muster, 'ep-1')

let number = 0
const withName = (fields: object) => ({
  user_name: `user${number++}`,
  user_email: 'a@example.com',
  ...fields,
})

const made = (rule: string, fields: object): Scenario => ({
  rule,
  request: 'POST /v2/{p}/users',
  body: withName(fields),
  status: 201,
  contains: [/^\{"id":"[0-9a-f]{32}"\}$/],
})

const refused = (rule: string, fields: object, ...contains: string[]): Scenario => ({
  rule,
  request: 'POST /v2/{p}/users',
  body: withName(fields),
  status: 400,
  code: 'WKS.00211102',
  contains,
})

const admin = { active_type: 'ADMIN_ACTIVATE', user_email: undefined }

scenarios(muster, [
  made('user_name of 1 character', { user_name: 'x' }),
  made('user_name of 32 characters', { user_name: 'y'.repeat(32) }),
  made('user_name of 32 letters outside the basic plane', { user_name: '𠀀'.repeat(32) }),
  made('user_name of other scripts', { user_name: 'Ünï-王.小_明9' }),
  made('user_name that begins with a digit', { user_name: '1st' }),
  made('user_name that ends in a hyphen', { user_name: 'a-' }),
  refused(
    'user_name of 33 characters',
    { user_name: 'z'.repeat(33) },
    '`user_name`',
    '33 characters',
    '1-32',
  ),
  refused('user_name of 0 characters', { user_name: '' }, '`user_name`'),
  ...['_a', '.a', '-a', 'a.', 'a_', 'a b', 'a%', 'a@b', 'a/b', '😀', 'a\n'].map((name) =>
    refused(`user_name ${JSON.stringify(name)}`, { user_name: name }, '`user_name`'),
  ),
  refused('no user_name', { user_name: undefined }, '`user_name` is missing'),
  refused('user_name that is a number', { user_name: 7 }, '`user_name` received 7'),

  made('user_email of 64 characters', { user_email: `${'e'.repeat(58)}@ex.cn` }),
  refused('user_email of 65 characters', { user_email: `${'e'.repeat(59)}@ex.cn` }, '`user_email`', '64'),
  refused('user_email without @', { user_email: 'nobody' }, '`user_email`'),
  made('user_phone of 20 characters, and no e-mail', {
    user_email: undefined,
    user_phone: '+1234567890123456789',
  }),
  refused('user_phone of 21 characters', { user_phone: '+12345678901234567890' }, '`user_phone`', '20'),
  refused('user_phone that is a number', { user_phone: 138 }, '`user_phone` received 138'),
  refused(
    'activation by users without e-mail or phone',
    { user_email: undefined },
    '`user_email` or `user_phone`',
  ),
  refused(
    'activation by users with empty e-mail and phone',
    { user_email: '', user_phone: '' },
    '`user_email` or `user_phone`',
  ),

  made('active_type in odd case', { active_type: 'User_Activate' }),
  made('activation by administrators with a password of 8', { ...admin, password: 'Passw0rd' }),
  made('password of 32 characters', { ...admin, password: 'P'.repeat(32) }),
  refused('active_type of no kind', { active_type: 'ALL' }, '`active_type`', 'USER_ACTIVATE, ADMIN_ACTIVATE'),
  refused('activation by administrators without password', { ...admin }, '`password` is missing'),
  {
    ...refused('password of 7 characters', { ...admin, password: 'sEcReT7' }, '`password`', '8-32'),
    lacks: ['sEcReT7'],
  },
  {
    ...refused(
      'password of 33 characters',
      { ...admin, password: 's3cr3t'.padEnd(33, 'x') },
      '`password`',
      '8-32',
    ),
    lacks: ['s3cr3t'],
  },
  {
    ...refused('password that is a number', { ...admin, password: 1234567890 }, '`password`'),
    lacks: ['12345'],
  },

  made('account_expires 0', { account_expires: '0' }),
  made('account_expires to the second', { account_expires: '2030-12-31T23:59:59Z' }),
  made('account_expires to the millisecond', { account_expires: '2030-12-31T23:59:59.999Z' }),
  made('account_expires on a leap day', { account_expires: '2028-02-29T00:00:00Z' }),
  made('account_expires in the first year', { account_expires: '0001-01-01T00:00:00Z' }),
  made('account_expires in the last year', { account_expires: '9999-12-31T23:59:59.999Z' }),
  ...[
    '2027-02-29T00:00:00Z',
    '2030-02-31T00:00:00Z',
    '2030-13-01T00:00:00Z',
    '2030-01-01T24:00:00Z',
    '2030-01-01T00:00:60Z',
    '2030-01-01T00:00:00',
    '2030-01-01T00:00:00+08:00',
    '2030-01-01 00:00:00Z',
    '2030-01-01T00:00:00.1Z',
    '2030-01-01',
    '0000-01-01T00:00:00Z',
    '1',
    '',
    'never',
  ].map((time) =>
    refused(`account_expires ${JSON.stringify(time)}`, { account_expires: time }, '`account_expires`'),
  ),
  refused('account_expires that is a number', { account_expires: 0 }, '`account_expires` received 0'),

  made('1 group', { group_ids: groups.slice(0, 1) }),
  made('5 groups', { group_ids: groups.slice(0, 5) }),
  refused('6 groups', { group_ids: groups }, '`group_ids` received an array of more than 5', '1-5'),
  refused('no group in group_ids', { group_ids: [] }, '`group_ids` received an array of 0'),
  {
    rule: 'a group that there is not',
    request: 'POST /v2/{p}/users',
    body: withName({ group_ids: [groups[0], 'f'.repeat(32)] }),
    status: 400,
    code: 'WKS.00170208',
    contains: ['The user group does not exist.', 'f'.repeat(32)],
  },

  made('description of 255 characters', { description: '描'.repeat(255) }),
  refused('description of 256 characters', { description: 'd'.repeat(256) }, '`description`', '0-255'),
  made('an enterprise project of the account', { enterprise_project_id: 'ep-1' }),
  {
    rule: 'an enterprise project that there is not',
    request: 'POST /v2/{p}/users',
    body: withName({ enterprise_project_id: 'nowhere' }),
    status: 404,
    code: 'WKS.00290007',
    contains: ['The enterprise project does not exist.'],
  },
  made('user_info_map of odd names', {
    user_info_map: JSON.parse('{"__proto__":"x","":"y","constructor":"z"}'),
  }),
  refused('user_info_map with a number', { user_info_map: { a: 1 } }, '`user_info_map/a` received 1'),
  made('alias_name and domain', { alias_name: 'Al', domain: 'example.com' }),
  refused('enable_change_password as text', { enable_change_password: 'true' }, '`enable_change_password`'),
  refused(
    'next_login_change_password as null',
    { next_login_change_password: null },
    '`next_login_change_password`',
  ),
  made('unknown fields are ignored', { newer_field: 1, nested: { deep: [true] } }),
  refused(
    'every fault is named',
    { user_name: '_', user_email: 'x', description: 5, group_ids: [], active_type: 'x' },
    '`user_name`',
    '`user_email`',
    '`description`',
    '`group_ids`',
    '`active_type`',
  ),
  refused(
    'what is missing between fields is named beside what is wrong in one',
    { ...admin, description: 5 },
    '`password` is missing',
    '`description` received 5',
  ),
  {
    rule: 'an empty body',
    request: 'POST /v2/{p}/users',
    status: 400,
    code: 'WKS.0001',
  },
])

const create = (body: object) => muster.call('POST /v2/{p}/users', { body })

void test('a user is in the list as created, with what was left out', async () => {
  const answer = await create({
    user_name: 'Whole',
    user_email: 'w@example.com',
    user_phone: '+86 (10) 1234',
    description: 'd',
    account_expires: '2030-01-02T03:04:05Z',
    enable_change_password: false,
    group_ids: groups.slice(0, 2),
    enterprise_project_id: 'ep-1',
    user_info_map: { floor: '3' },
    domain: 'example.com',
  })
  assert.equal(answer.status, 201)
  const list = await muster.call('GET /v2/{p}/users?user_names=Whole')
  const [user] = list.json<{ users: Record<string, unknown>[] }>().users
  const expected = {
    id: answer.json<{ id: string }>().id,
    user_name: 'Whole',
    user_email: 'w@example.com',
    user_phone: '+86 (10) 1234',
    description: 'd',
    active_type: 'USER_ACTIVATE',
    account_expires: '2030-01-02T03:04:05.000Z',
    enable_change_password: false,
    next_login_change_password: true,
    group_names: ['g1', 'g2'],
    enterprise_project_id: 'ep-1',
    user_info_map: { floor: '3' },
    domain: 'example.com',
  }
  for (const [field, value] of Object.entries(expected)) assert.deepEqual(user?.[field], value, field)
})

void test('fields that are not the caller’s to set are not set', async () => {
  const own = { locked: true, disabled: true, total_desktops: 9, share_space_desktops: 9, is_pre_user: true }
  const others = { id: 'mine', created_at: '2001-01-01T00:00:00Z', platform_type: 'AD', project_id: 'other' }
  assert.equal((await create(withName({ user_name: 'modest', ...own, ...others }))).status, 201)
  const list = await muster.call('GET /v2/{p}/users?user_names=modest')
  const [user] = list.json<{ users: Record<string, unknown>[] }>().users
  assert.match(String(user?.['id']), /^[0-9a-f]{32}$/)
  assert.deepEqual(
    ['locked', 'disabled', 'total_desktops', 'share_space_desktops', 'is_pre_user', 'platform_type'].map(
      (field) => user?.[field],
    ),
    [false, false, 0, 0, false, 'LOCAL'],
  )
})

void test('a name is taken once in a domain, ignoring case', async () => {
  assert.equal((await create(withName({ user_name: 'Taken', domain: 'One' }))).status, 201)
  for (const user of [
    { user_name: 'Taken', domain: 'One' },
    { user_name: 'tAKEN', domain: 'oNE' },
  ]) {
    checkScenario(await create(withName(user)), {
      status: 400,
      code: 'WKS.00170311',
      contains: [`\`${user.user_name}\``],
    })
  }
  assert.equal((await create(withName({ user_name: 'Taken', domain: 'Two' }))).status, 201)
  assert.equal((await create(withName({ user_name: 'Taken' }))).status, 201)
})

void test('names ignore case beyond ASCII', async () => {
  assert.equal((await create(withName({ user_name: 'Ärger' }))).status, 201)
  assert.equal((await create(withName({ user_name: 'äRGER' }))).status, 400)
})

void test('an e-mail need not be unique', async () => {
  assert.equal((await create(withName({ user_email: 'same@example.com' }))).status, 201)
  assert.equal((await create(withName({ user_email: 'same@example.com' }))).status, 201)
})

void test('of two at the same time with one name, one is created', async () => {
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => create(withName({ user_name: `race${round}` }))),
    )
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [201, 400, 400, 400],
    )
  }
})
