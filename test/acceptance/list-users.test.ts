import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { createEnterpriseProject, createGroup, createUsers, setUser } from '../support/users.ts'

// Filters, order, pages and fields of ListUsers (contract, section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const group = await createGroup(muster, 'Dev 100%')
const second = await createGroup(muster, 'alpha')
await createEnterpriseProject(muster, 'ep-1')
await createUsers(muster, [
  { user_name: 'alice', description: '50% off', group_ids: [group, second], domain: 'Corp.example' },
  { user_name: 'Bob_S', description: String.raw`a\b`, group_ids: [group] },
  { user_name: 'bobXs', description: '50 off' },
  { user_name: 'carol', active_type: 'ADMIN_ACTIVATE', enterprise_project_id: 'ep-1' },
  { user_name: '9lives', account_expires: '2001-01-01T00:00:00Z', user_info_map: { floor: '3', 中: '文' } },
])
await createUsers(muster, [{ user_name: 'Émile' }])
await setUser(muster, 'alice', { share_space_subscription: true, total_desktops: 2 })
await setUser(muster, 'carol', { share_space_desktops: 4, disabled: true, platform_type: 'AD' })
const everyone = ['9lives', 'alice', 'Bob_S', 'bobXs', 'carol', 'Émile']

interface Page {
  readonly total_count: number
  readonly users: readonly Readonly<Record<string, unknown>>[]
}

async function list(query: string): Promise<Page> {
  const answer = await muster.call(`GET /v2/{p}/users${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<Page>()
}

const encode = encodeURIComponent
const found: readonly [rule: string, query: string, names: readonly string[], total?: number][] = [
  ['everybody, of both activation types', '', everyone],
  ['user_name is a substring that ignores case', '?user_name=OB', ['Bob_S', 'bobXs']],
  ['user_name ignores case beyond ASCII', `?user_name=${encode('éM')}`, ['Émile']],
  ['user_name needs no form: digit first', '?user_name=9', ['9lives']],
  ['% in user_name is an ordinary character', '?user_name=%25', []],
  ['_ in user_name is an ordinary character', '?user_name=b_', ['Bob_S']],
  [String.raw`\ in user_name is an ordinary character`, '?user_name=%5C', []],
  ['an empty user_name does not narrow', '?user_name=', everyone],
  ['user_name of 255 characters', `?user_name=${'x'.repeat(255)}`, []],
  ['one of user_names', '?user_names=alice', ['alice']],
  ['user_names as repeated keys', '?user_names=alice&user_names=carol&user_names=no', ['alice', 'carol']],
  ['user_names are exact', '?user_names=ali', []],
  ['user_names AND user_name', '?user_names=alice&user_names=carol&user_name=rol', ['carol']],
  ['a comma in user_names separates nothing', '?user_names=alice,carol', []],
  ['description is a substring that ignores case', '?description=OFF', ['alice', 'bobXs']],
  ['% in description is an ordinary character', '?description=50%25', ['alice']],
  [String.raw`\ in description is an ordinary character`, '?description=%5C', ['Bob_S']],
  ['active_type admin_activate in lower case', '?active_type=admin_activate', ['carol']],
  ['active_type USER_ACTIVATE', '?active_type=USER_ACTIVATE&user_name=c', ['alice']],
  ['group_name is exact', `?group_name=${encode('Dev 100%')}`, ['alice', 'Bob_S']],
  ['group_name is no substring', '?group_name=Dev', []],
  ['share_space_subscription', '?share_space_subscription=true', ['alice']],
  ['share_space_desktops', '?share_space_desktops=true', ['carol']],
  ['no share_space_desktops', '?share_space_desktops=false&user_name=c', ['alice']],
  ['enterprise_project_id', '?enterprise_project_id=ep-1', ['carol']],
  ['domain', '?domain=Corp.example', ['alice']],
  ['disabled', '?disabled=true', ['carol']],
  ['not disabled', '?disabled=false&user_name=l', ['9lives', 'alice', 'Émile']],
  ['platform_type ad in lower case', '?platform_type=ad', ['carol']],
  ['filters combine by AND', '?user_name=a&description=off&group_name=alpha', ['alice']],
  ['limit, with the count of all', '?limit=2', ['9lives', 'alice'], 6],
  ['limit and offset', '?limit=2&offset=2', ['Bob_S', 'bobXs'], 6],
  ['limit 0 is 2,000', '?limit=0', everyone],
  ['limit 2000', '?limit=2000', everyone],
  ['an offset past the end', '?offset=6', [], 6],
  ['sort_type DESC', '?sort_type=DESC', everyone.toReversed()],
  ['sort_field created_at', '?sort_field=created_at&sort_type=desc&limit=1', ['Émile'], 6],
  ['unknown parameters are ignored', '?newer=1&locked=true', everyone],
]
for (const [rule, query, names, total = names.length] of found) {
  void test(rule, async () => {
    const page = await list(query)
    assert.deepEqual(
      page.users.map((user) => user['user_name']),
      names,
    )
    assert.equal(page.total_count, total)
  })
}

void test('a user on the wire has all documented fields', async () => {
  const [user] = (await list('?user_name=alice')).users
  const id = user?.['id']
  assert.match(String(id), /^[0-9a-f]{32}$/)
  assert.deepEqual(user, {
    id,
    sid: id,
    user_name: 'alice',
    user_email: 'user0@example.com',
    user_phone: null,
    total_desktops: 2,
    active_type: 'USER_ACTIVATE',
    is_pre_user: false,
    account_expires: '0',
    account_expired: false,
    password_never_expired: false,
    enable_change_password: true,
    next_login_change_password: true,
    description: '50% off',
    locked: false,
    disabled: false,
    share_space_subscription: true,
    share_space_desktops: 0,
    group_names: ['alpha', 'Dev 100%'],
    enterprise_project_id: '0',
    user_info_map: null,
    domain: 'Corp.example',
    platform_type: 'LOCAL',
  })
})

void test('an account past its time has expired', async () => {
  const [user] = (await list('?user_name=9')).users
  assert.equal(user?.['account_expires'], '2001-01-01T00:00:00.000Z')
  assert.equal(user['account_expired'], true)
  assert.deepEqual(user['user_info_map'], { floor: '3', 中: '文' })
})

void test('is_query_total_desktops=false leaves the number of desktops out', async () => {
  const [user] = (await list('?user_name=alice&is_query_total_desktops=false')).users
  assert.equal('total_desktops' in (user ?? {}), false)
})

const refused = (query: string, ...contains: string[]): Scenario => ({
  rule: `refused: ${query.slice(0, 60)}`,
  request: `GET /v2/{p}/users?${query}`,
  status: 400,
  code: 'WKS.00211102',
  contains,
})
scenarios(muster, [
  refused(`user_name=${'x'.repeat(256)}`, '`user_name`', '256 characters', '0-255'),
  refused(`description=${'x'.repeat(256)}`, '`description`', '256 characters', '0-255'),
  refused('active_type=ALL', '`active_type` received "ALL"', 'USER_ACTIVATE, ADMIN_ACTIVATE'),
  refused('limit=2001', '`limit` received 2001', '0 to 2000'),
  refused('limit=-1', '`limit` received -1'),
  refused('limit=all', '`limit` received "all"'),
  refused('offset=-1', '`offset` received -1'),
  refused('offset=1e30', '`offset`'),
  refused('disabled=2', '`disabled` received "2"', 'true or false'),
  refused('share_space_desktops=3', '`share_space_desktops`'),
  refused('is_query_total_desktops=no', '`is_query_total_desktops`'),
  refused('platform_type=NIS', '`platform_type`', 'AD, LOCAL, UOS'),
  refused('sort_field=description', '`sort_field`', 'user_name, created_at'),
  refused('sort_type=up', '`sort_type`', 'ASC, DESC'),
  refused('user_name=a%00b', '`user_name`', 'U+0000'),
  refused('user_name=a&user_name=b', '`user_name`'),
  refused('limit=9999&offset=-1&disabled=x', '`limit`', '`offset`', '`disabled`'),
])
