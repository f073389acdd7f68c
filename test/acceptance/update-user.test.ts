import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { createGroup, createUsers, userId } from '../support/users.ts'

// UpdateUserInfo and ChangeUserStatus (contract, section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)
const groups = [
  await createGroup(muster, 'a'),
  await createGroup(muster, 'b'),
  await createGroup(muster, 'c'),
]
await createUsers(muster, [
  { user_name: 'alice', description: 'old', user_phone: '1', alias_name: 'A', group_ids: [groups[0] ?? ''] },
  { user_name: 'edges' },
  { user_name: 'raced' },
  { user_name: 'status' },
])
const alice = await userId(muster, 'alice')
const edges = await userId(muster, 'edges')
const raced = await userId(muster, 'raced')
const status = await userId(muster, 'status')

type Detail = Readonly<Record<string, unknown>>
async function detailOf(id: string): Promise<Detail> {
  const answer = await muster.call(`GET /v2/{p}/users/${id}`)
  return answer.json<{ user_detail: Detail }>().user_detail
}

/** Changes a user and gives the fields of its detail that are another now. */
async function changed(id: string, body: object): Promise<Record<string, unknown>> {
  const before = await detailOf(id)
  const answer = await muster.call(`PUT /v2/{p}/users/${id}`, { body })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.json(), { id })
  const after = Object.entries(await detailOf(id))
  return Object.fromEntries(
    after.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field])),
  )
}

void test('each field alone, and nothing else changes', async () => {
  const table: [body: object, difference: object][] = [
    [{ description: '新的 %_' }, { description: '新的 %_' }],
    [{ user_email: 'a@example.com' }, { user_email: 'a@example.com' }],
    [{ user_phone: '+86 (10) 1' }, { user_phone: '+86 (10) 1' }],
    [{ alias_name: 'Al' }, { full_name: 'Al' }],
    [{ active_type: 'admin_activate' }, { active_type: 'ADMIN_ACTIVATE' }],
    [
      { account_expires: '2001-02-03T04:05:06Z' },
      { account_expires: Date.UTC(2001, 1, 3, 4, 5, 6), account_expired: true, user_expired: true },
    ],
    [{ account_expires: '0' }, { account_expires: 0, account_expired: false, user_expired: false }],
    [{ enable_change_password: false }, { enable_change_password: false, enabled_change_password: false }],
    [{ next_login_change_password: false }, { next_login_change_password: false }],
    [{ password_never_expired: true }, { password_never_expired: true }],
    [{ disabled: true }, { disabled: true }],
    [{ user_info_map: { floor: '3', 中: '' } }, { user_info_map: { floor: '3', 中: '' } }],
    [{ group_ids: [groups[2], groups[1], groups[2]] }, { group_names: ['b', 'c'] }],
    [{ group_ids: [] }, { group_names: [] }],
    [{}, {}],
    [{ some_newer_field: 1 }, {}],
    [
      { description: '', user_email: '', user_phone: '', alias_name: '' },
      { description: null, user_email: null, user_phone: null, full_name: 'alice' },
    ],
  ]
  for (const [body, difference] of table) {
    assert.deepEqual(await changed(alice, body), difference, JSON.stringify(body))
  }
})

void test('what was cleared is found as what was never given', async () => {
  await changed(edges, { description: 'x' })
  await changed(edges, { description: '' })
  const found = await muster.call('GET /v2/{p}/users?user_names=edges&description=')
  assert.equal(found.json<{ total_count: number }>().total_count, 1)
})

void test('of two who read the same, one changes it and the other is told', async () => {
  const read = await muster.call(`GET /v2/{p}/users/${raced}`)
  const headers = { 'if-match': String(read.headers['etag']) }
  const answers = await Promise.all(
    ['one', 'two', 'three'].map((description) =>
      muster.call(`PUT /v2/{p}/users/${raced}`, { headers, body: { description } }),
    ),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status).toSorted((a, b) => a - b),
    [200, 412, 412],
  )
  const late = answers.find((answer) => answer.status === 412)
  assert.equal(late?.json<ErrorBody>().error_code, 'WKS.00170314')
  const winner = answers.findIndex((answer) => answer.status === 200)
  assert.equal((await detailOf(raced))['description'], ['one', 'two', 'three'][winner])
})

void test('If-Match: any, one of several, none that fits', async () => {
  const read = await muster.call(`GET /v2/{p}/users/${alice}`)
  const etag = String(read.headers['etag'])
  const put = async (condition: string) => {
    const answer = await muster.call(`PUT /v2/{p}/users/${alice}`, {
      headers: { 'if-match': condition },
      body: {},
    })
    return answer.status
  }
  assert.equal(await put('*'), 200)
  assert.equal(await put(`"x", ${etag}`), 200)
  assert.equal(await put(`W/${etag}`), 412)
  assert.equal(await put('"x"'), 412)
})

void test('lock, unlock, reset', async () => {
  await changed(status, { next_login_change_password: false })
  for (const [op_type, locked, next] of [
    ['lock', true, false],
    ['LOCK', true, false],
    ['Reset_Pwd', true, true],
    ['UNLOCK', false, true],
  ] as const) {
    const answer = await muster.call(`POST /v2/{p}/users/${status}/actions`, { body: { op_type } })
    assert.deepEqual([answer.status, answer.text], [204, ''], op_type)
    const detail = await detailOf(status)
    assert.deepEqual([detail['locked'], detail['next_login_change_password']], [locked, next], op_type)
  }
})

const put = (rule: string, body: object, wrong?: string): Scenario => ({
  rule: `update: ${rule}`,
  request: `PUT /v2/{p}/users/${edges}`,
  body,
  ...(wrong === undefined
    ? { status: 200 }
    : { status: 400, code: 'WKS.00211102', contains: [`\`${wrong}\``] }),
})
const unknownUser = { status: 400, code: 'WKS.00170312' }
scenarios(muster, [
  put('description of 255 characters', { description: '描'.repeat(255) }),
  put('description of 256 characters', { description: '描'.repeat(256) }, 'description'),
  put('e-mail of 64 characters', { user_email: `${'a'.repeat(52)}@example.com` }),
  put('e-mail of 65 characters', { user_email: `${'a'.repeat(53)}@example.com` }, 'user_email'),
  put('e-mail without @', { user_email: 'example.com' }, 'user_email'),
  put('phone of 20 characters', { user_phone: '1'.repeat(20) }),
  put('phone of 21 characters', { user_phone: '1'.repeat(21) }, 'user_phone'),
  put('phone with a letter', { user_phone: '1a' }, 'user_phone'),
  put('alias of 255 characters', { alias_name: 'x'.repeat(255) }),
  put('alias of 256 characters', { alias_name: 'x'.repeat(256) }, 'alias_name'),
  put('active_type in odd case', { active_type: 'User_Activate' }),
  put('active_type ALL', { active_type: 'ALL' }, 'active_type'),
  put('account_expires without milliseconds', { account_expires: '2030-01-01T00:00:00Z' }),
  put(
    'account_expires of a day that there is not',
    { account_expires: '2030-02-30T00:00:00Z' },
    'account_expires',
  ),
  put('account_expires as a number', { account_expires: 0 }, 'account_expires'),
  put('a boolean as text', { disabled: 'true' }, 'disabled'),
  put('null clears nothing: it is no text', { description: null }, 'description'),
  put('64 names in user_info_map', {
    user_info_map: Object.fromEntries(Array.from({ length: 64 }, (_, i) => [i, ''])),
  }),
  put(
    '65 names in user_info_map',
    { user_info_map: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [i, ''])) },
    'user_info_map',
  ),
  put('six groups', { group_ids: ['1', '2', '3', '4', '5', '6'] }, 'group_ids'),
  put('U+0000', { description: 'a\0' }, 'description'),
  { rule: 'update: no body', request: `PUT /v2/{p}/users/${edges}`, status: 200 },
  {
    rule: 'update: an unknown group',
    request: `PUT /v2/{p}/users/${edges}`,
    body: { group_ids: [groups[0], 'none'], description: 'not stored' },
    status: 400,
    code: 'WKS.00170208',
    contains: ['`none`'],
  },
  { rule: 'update: an unknown user', request: 'PUT /v2/{p}/users/none', body: {}, ...unknownUser },
  {
    rule: 'update: another account’s user is unknown',
    request: `PUT /v2/${other.project}/users/${edges}`,
    who: other.who,
    body: { description: 'intruder' },
    ...unknownUser,
  },
  {
    rule: 'actions: an unknown user',
    request: 'POST /v2/{p}/users/none/actions',
    body: { op_type: 'LOCK' },
    ...unknownUser,
  },
  {
    rule: 'actions: another account’s user is unknown',
    request: `POST /v2/${other.project}/users/${edges}/actions`,
    who: other.who,
    body: { op_type: 'LOCK' },
    ...unknownUser,
  },
  {
    rule: 'actions: an op_type that there is not',
    request: `POST /v2/{p}/users/${edges}/actions`,
    body: { op_type: 'DELETE' },
    status: 400,
    code: 'WKS.00211102',
    contains: ['`op_type`', 'LOCK, UNLOCK, RESET_PWD'],
  },
  {
    rule: 'actions: no op_type',
    request: `POST /v2/{p}/users/${edges}/actions`,
    body: {},
    status: 400,
    contains: ['`op_type`'],
  },
])

void test('what was refused changed nothing', async () => {
  const detail = await detailOf(edges)
  assert.notEqual(detail['description'], 'not stored')
  assert.notEqual(detail['description'], 'intruder')
  assert.deepEqual([detail['locked'], detail['group_names']], [false, []])
})
