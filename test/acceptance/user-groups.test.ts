import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { addIamUser } from '../support/iam-users.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { createEnterpriseProject, createUsers, setUser, userId } from '../support/users.ts'

// User groups and their members (contract, section 4).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)
await createEnterpriseProject(muster, '1')

interface Group {
  readonly id: string
  readonly name: string
  readonly user_quantity: number
  readonly total_desktops: number
  readonly [field: string]: unknown
}
async function groups(query = '', options: object = {}) {
  const answer = await muster.call(`GET /v2/{p}/groups${query}`, options)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<{ total_count: number; user_groups: Group[] }>()
}
async function create(group_name: string, others: object = {}): Promise<string> {
  const answer = await muster.call('POST /v2/{p}/groups', {
    body: { group_name, platform_type: 'LOCAL', ...others },
  })
  assert.deepEqual([answer.status, answer.text], [201, ''])
  const { user_groups: found } = await groups(`?keyword=${encodeURIComponent(group_name)}`)
  return found.find(({ name }) => name === group_name)?.id ?? assert.fail(group_name)
}
const act = (id: string, op_type: string, user_ids: readonly (string | undefined)[], options: object = {}) =>
  muster.call(`POST /v2/{p}/groups/${id}/actions`, { body: { op_type, user_ids }, ...options })
const membersOf = async (id: string, query = '', options: object = {}) => {
  const answer = await muster.call(`GET /v2/{p}/groups/${id}/users${query}`, options)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<{ total_count: number; users: Readonly<Record<string, unknown>>[] }>()
}
const names = ({ users }: Awaited<ReturnType<typeof membersOf>>) => users.map((user) => user['user_name'])

await createUsers(muster, [
  { user_name: 'alice', description: 'dev', user_phone: '1' },
  { user_name: 'bob', enterprise_project_id: '1', domain: 'corp' },
  { user_name: 'carol', active_type: 'ADMIN_ACTIVATE' },
  { user_name: 'dave' },
])
await setUser(muster, 'alice', { total_desktops: 2 })
await setUser(muster, 'bob', { total_desktops: 3 })
const [alice, bob, carol, dave] = await Promise.all(
  ['alice', 'bob', 'carol', 'dave'].map((name) => userId(muster, name)),
)
const team = await create('Team 100%', { description: 'all of us' })
const ad = await create('Domain Admins', { platform_type: 'ad' })
await act(team, 'ADD', [alice, bob, carol])
const onlyFirst = await addIamUser(muster, 'only the first', [
  { policy: 'UserManager', scope: 'enterprise_project', id: '1' },
])

void test('every field of a group', async () => {
  const { total_count: total, user_groups: found } = await groups('?keyword=TEAM')
  assert.equal(total, 1)
  const { create_time: created, ...group } = found[0] ?? assert.fail()
  assert.match(String(created), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(group, {
    id: team,
    name: 'Team 100%',
    description: 'all of us',
    user_quantity: 3,
    parent: null,
    realm_id: null,
    platform_type: 'LOCAL',
    group_dn: null,
    domain: null,
    sid: team,
    total_desktops: 5,
  })
})

void test('every field of a member, and the filters', async () => {
  const { total_count: total, users } = await membersOf(team)
  assert.equal(total, 3)
  assert.deepEqual(users[0], {
    id: alice,
    user_name: 'alice',
    domain: '',
    user_email: 'user0@example.com',
    user_phone: '1',
    total_desktops: 2,
    enterprise_project_id: '0',
    description: 'dev',
  })
  assert.deepEqual(names(await membersOf(team, '?user_name=O')), ['bob', 'carol'])
  assert.deepEqual(names(await membersOf(team, '?description=DEV')), ['alice'])
  assert.deepEqual(names(await membersOf(team, '?active_type=admin_activate')), ['carol'])
  assert.deepEqual(names(await membersOf(team, '?enterprise_project_id=1')), ['bob'])
  const page = await membersOf(team, '?limit=2&offset=1')
  assert.deepEqual([page.total_count, names(page)], [3, ['bob', 'carol']])
})

void test('pages of 100 follow each other until a short one', async () => {
  await Promise.all(Array.from({ length: 110 }, (_, i) => create(`page ${String(i).padStart(3, '0')}`)))
  const found: string[] = []
  for (let offset = 0; ; offset += 100) {
    const page = await groups(`?keyword=page&limit=100&offset=${offset}`)
    assert.equal(page.total_count, 110)
    found.push(...page.user_groups.map(({ name }) => name))
    if (page.user_groups.length < 100) break
  }
  assert.deepEqual(found, found.toSorted())
  assert.equal(new Set(found).size, 110)
  assert.equal((await groups('?keyword=page&limit=0')).user_groups.length, 100)
  assert.equal((await groups('?keyword=page&limit=3&offset=108')).user_groups.length, 2)
})

void test('who is in it already, or is not, stays so', async () => {
  const id = await create('again')
  for (const [op, users, left] of [
    ['add', [alice], ['alice']],
    ['ADD', [alice, bob, alice], ['alice', 'bob']],
    ['Delete', [alice, dave], ['bob']],
    ['DELETE', [alice], ['bob']],
  ] as const) {
    const answer = await act(id, op, users)
    assert.deepEqual([answer.status, answer.text], [204, ''])
    assert.deepEqual(names(await membersOf(id)), left)
  }
})

void test('all or none: an unknown user keeps the others out', async () => {
  const id = await create('none of them')
  const answer = await act(id, 'ADD', [alice, 'none'])
  assert.equal(answer.status, 400)
  assert.match(answer.text, /WKS\.00170312.*`none`/)
  assert.equal((await membersOf(id)).total_count, 0)
})

void test('a new name is where the members are, a cleared description is empty', async () => {
  const id = await create('before', { description: 'x' })
  await act(id, 'ADD', [dave])
  const answer = await muster.call(`PUT /v2/{p}/groups/${id}`, {
    body: { group_name: 'After', description: '' },
  })
  assert.deepEqual([answer.status, answer.text], [200, ''])
  const list = await muster.call('GET /v2/{p}/users?group_name=after')
  assert.match(list.text, /"group_names":\["After"\]/)
  assert.equal((await groups('?keyword=after')).user_groups[0]?.['description'], '')
  // The same name in other letters is its own.
  assert.equal((await muster.call(`PUT /v2/{p}/groups/${id}`, { body: { group_name: 'AFTER' } })).status, 200)
})

void test('deleted groups leave their members, and a group made anew is empty', async () => {
  const [one, two] = [await create('gone 1'), await create('gone 2')]
  await act(one, 'ADD', [dave])
  await act(two, 'ADD', [dave, alice])
  const answer = await muster.call('POST /v2/{p}/groups/batch-delete', {
    body: { group_ids: [one, two, one] },
  })
  assert.deepEqual([answer.status, answer.text], [204, ''])
  const user = await muster.call(`GET /v2/{p}/users/${dave}`)
  assert.doesNotMatch(user.text, /gone/)
  assert.equal((await membersOf(await create('gone 1'))).total_count, 0)
})

void test('batch-delete is all or none, and names each unknown group', async () => {
  const kept = await create('kept')
  const answer = await muster.call('POST /v2/{p}/groups/batch-delete', {
    body: { group_ids: [kept, 'x', 'y'] },
  })
  assert.equal(answer.status, 400)
  assert.match(answer.text, /WKS\.00170208.*`x`, `y`/)
  assert.equal((await groups('?keyword=kept')).total_count, 1)
})

void test('one name by many at once: one 201, and one group', async () => {
  const answers = await Promise.all(
    ['race', 'Race', 'RACE', 'race'].map((group_name) =>
      muster.call('POST /v2/{p}/groups', { body: { group_name, platform_type: 'LOCAL' } }),
    ),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 400, 400, 400],
  )
  assert.equal((await groups('?keyword=race')).total_count, 1)
})

void test('deleted while users are put into it: nobody is left in a group that there is not', async () => {
  for (let round = 0; round < 5; round++) {
    const id = await create(`short-lived ${round}`)
    const answers = await Promise.all([
      act(id, 'ADD', [alice, bob, carol, dave]),
      muster.call(`DELETE /v2/{p}/groups/${id}`),
      act(id, 'ADD', [dave, carol, bob, alice]),
      act(id, 'DELETE', [bob, alice]),
    ])
    assert.equal(answers[1]?.status, 204)
    for (const { status, text } of answers) assert.ok(status === 204 || status === 400, text)
    assert.doesNotMatch((await muster.call('GET /v2/{p}/users')).text, /short-lived/)
  }
})

void test('a scope of one enterprise project narrows numbers, members and whom one may move', async () => {
  const who = { who: onlyFirst }
  const [group] = (await groups('?keyword=team', who)).user_groups
  assert.deepEqual([group?.user_quantity, group?.total_desktops], [1, 3])
  assert.deepEqual(names(await membersOf(team, '', who)), ['bob'])
  const id = await create('scoped')
  assert.equal((await act(id, 'ADD', [bob], who)).status, 204)
  assert.match((await act(id, 'ADD', [alice], who)).text, /WKS\.00170312/)
  assert.deepEqual(names(await membersOf(id)), ['bob'])
  assert.equal(
    (await muster.call(`GET /v2/{p}/groups/${team}/users?enterprise_project_id=0`, who)).status,
    403,
  )
})

const make = (rule: string, body: object, wrong?: string): Scenario => ({
  rule: `create: ${rule}`,
  request: 'POST /v2/{p}/groups',
  body,
  ...(wrong === undefined
    ? { status: 201 }
    : { status: 400, code: 'WKS.00211102', contains: [`\`${wrong}`] }),
})
const local = { platform_type: 'LOCAL' }
const unknownGroup = { status: 400, code: 'WKS.00170208' }
const ids = (length: number) => Array.from({ length }, (_, i) => `x${i}`)
const wrongIds = (name: string) => ({ status: 400, code: 'WKS.00211102', contains: [`\`${name}`] })
scenarios(muster, [
  make('name of 64 characters', { group_name: '组'.repeat(64), ...local }),
  make('name of 65 characters', { group_name: '组'.repeat(65), ...local }, 'group_name'),
  make('name of one character', { group_name: '%', ...local }),
  make('an empty name', { group_name: '', ...local }, 'group_name'),
  make('a name of blanks', { group_name: '  ', ...local }, 'group_name'),
  make('a blank at the end', { group_name: 'x ', ...local }, 'group_name'),
  make('a name that would be two in a cell', { group_name: 'a; b', ...local }, 'group_name'),
  make('no name', local, 'group_name'),
  make('no platform_type', { group_name: 'typeless' }, 'platform_type'),
  make('platform_type in odd case', { group_name: 'odd case', platform_type: 'Local' }),
  make('platform_type UOS', { group_name: 'uos', platform_type: 'UOS' }, 'platform_type'),
  make('description of 255 characters', { group_name: 'd255', description: 'x'.repeat(255), ...local }),
  make(
    'description of 256 characters',
    { group_name: 'd256', description: 'x'.repeat(256), ...local },
    'description',
  ),
  {
    ...make('a taken name in other letters', { group_name: 'TEAM 100%', ...local }),
    status: 400,
    code: 'WKS.00170209',
  },
  {
    rule: 'a name taken in another account is free',
    request: `POST /v2/${other.project}/groups`,
    who: other.who,
    body: { group_name: 'Team 100%', ...local },
    status: 201,
  },
  {
    rule: 'update: a taken name',
    request: `PUT /v2/{p}/groups/${team}`,
    body: { group_name: 'domain admins' },
    status: 400,
    code: 'WKS.00170209',
  },
  {
    rule: 'update: an AD group keeps its name',
    request: `PUT /v2/{p}/groups/${ad}`,
    body: { group_name: 'Users' },
    status: 400,
    code: 'WKS.00170210',
  },
  {
    rule: 'update: an AD group by the name that it has, and its description',
    request: `PUT /v2/{p}/groups/${ad}`,
    body: { group_name: 'Domain Admins', description: 'x' },
    status: 200,
  },
  { rule: 'update: nothing', request: `PUT /v2/{p}/groups/${team}`, status: 200 },
  { rule: 'update: an unknown group', request: 'PUT /v2/{p}/groups/none', body: {}, ...unknownGroup },
  { rule: 'delete: an unknown group', request: 'DELETE /v2/{p}/groups/none', ...unknownGroup },
  { rule: 'members: an unknown group', request: 'GET /v2/{p}/groups/none/users', ...unknownGroup },
  {
    rule: 'actions: an unknown group',
    request: 'POST /v2/{p}/groups/none/actions',
    body: { op_type: 'ADD', user_ids: [alice] },
    ...unknownGroup,
  },
  ...[
    { request: `PUT /v2/${other.project}/groups/${team}`, body: { description: 'intruder' } },
    { request: `DELETE /v2/${other.project}/groups/${team}` },
    { request: `POST /v2/${other.project}/groups/batch-delete`, body: { group_ids: [team] } },
    { request: `GET /v2/${other.project}/groups/${team}/users` },
    {
      request: `POST /v2/${other.project}/groups/${team}/actions`,
      body: { op_type: 'ADD', user_ids: [alice] },
    },
  ].map((foreign) => ({
    rule: `${foreign.request.replace(team, '{team}')}: another account’s group is unknown`,
    who: other.who,
    ...foreign,
    ...unknownGroup,
    lacks: ['Team', 'alice'],
  })),
  {
    rule: 'actions: 50 users',
    request: `POST /v2/{p}/groups/${team}/actions`,
    body: { op_type: 'ADD', user_ids: ids(50) },
    status: 400,
    code: 'WKS.00170312',
  },
  ...[ids(51), ids(0), [''], [1]].map((user_ids) => ({
    rule: `actions: user_ids ${JSON.stringify(user_ids).slice(0, 12)} (${user_ids.length})`,
    request: `POST /v2/{p}/groups/${team}/actions`,
    body: { op_type: 'ADD', user_ids },
    ...wrongIds('user_ids'),
  })),
  {
    rule: 'actions: an op_type that there is not',
    request: `POST /v2/{p}/groups/${team}/actions`,
    body: { op_type: 'MOVE', user_ids: [alice] },
    ...wrongIds('op_type'),
  },
  {
    rule: 'batch-delete: 100 IDs',
    request: 'POST /v2/{p}/groups/batch-delete',
    body: { group_ids: ids(100) },
    ...unknownGroup,
  },
  ...[ids(101), ids(0), ['']].map((group_ids) => ({
    rule: `batch-delete: group_ids (${group_ids.length}, ${JSON.stringify(group_ids[0])})`,
    request: 'POST /v2/{p}/groups/batch-delete',
    body: { group_ids },
    ...wrongIds('group_ids'),
  })),
  ...['limit=100', 'limit=0', 'offset=0', `keyword=${'x'.repeat(255)}`, 'keyword='].map((query) => ({
    rule: `list: ${query.slice(0, 20)}`,
    request: `GET /v2/{p}/groups?${query}`,
    status: 200,
  })),
  ...['limit=101', 'limit=-1', 'offset=-1', 'limit=x', `keyword=${'x'.repeat(256)}`].map((query) => ({
    rule: `list: ${query.slice(0, 20)} is wrong`,
    request: `GET /v2/{p}/groups?${query}`,
    ...wrongIds(query.split('=')[0] ?? ''),
  })),
  ...[
    ['limit=2000', 200],
    ['limit=0', 200],
    ['limit=2001', 400],
    ['active_type=ALL', 400],
  ].map(([query, status]) => ({
    rule: `members: ${query}`,
    request: `GET /v2/{p}/groups/${team}/users?${query}`,
    status: Number(status),
  })),
])
