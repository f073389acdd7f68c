import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { accountId, ask, createIamGroup, createUser, makeUser } from '../support/principals.ts'
import { scenarios } from '../support/scenarios.ts'
import { passwordClaim } from '../support/tokens.ts'
import { nobody, withToken } from '../support/who.ts'

// Groups of IAM users in Keystone's form (contract, iam.md section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const account = await accountId(muster)
const auditors = await createIamGroup(muster, 'auditors')
const exporters = await createIamGroup(muster, '导出 exporters')
const bob = await createUser(muster, 'bob')
await ask(muster, `PUT /v3/groups/${auditors}/users/${bob}`)

const create = (group: object) => ({ request: 'POST /v3/groups', body: { group } })

scenarios(muster, [
  {
    rule: 'a group is shown in Keystone’s form',
    request: `GET /v3/groups/${exporters}`,
    status: 200,
    contains: ['"name":"导出 exporters"', `"domain_id":"${account}"`, /"create_time":\d{13}/, '/v3/groups/'],
  },
  { rule: 'groups are listed', request: 'GET /v3/groups', status: 200, contains: ['auditors', 'exporters'] },
  {
    rule: 'one is found by its name',
    request: `GET /v3/groups?name=auditors&domain_id=${account}`,
    status: 200,
    contains: ['auditors'],
    lacks: ['exporters'],
  },
  { rule: 'groups of another account', request: 'GET /v3/groups?domain_id=other', status: 404 },
  { rule: 'a name is there once', ...create({ name: 'auditors' }), status: 409 },
  { rule: 'in another account', ...create({ name: 'x', domain_id: 'other' }), status: 404 },
  { rule: 'a name of spaces', ...create({ name: '  ' }), status: 400, contains: ['`group/name`'] },
  { rule: 'a name longer than memory likes', ...create({ name: 'a'.repeat(11_000_000) }), status: 400 },
  {
    rule: 'what is not given stays',
    request: `PATCH /v3/groups/${exporters}`,
    body: { group: { description: 'may export' } },
    status: 200,
    contains: ['"name":"导出 exporters"', 'may export'],
  },
  {
    rule: 'a new name',
    request: `PATCH /v3/groups/${exporters}`,
    body: { group: { name: 'exporters' } },
    status: 200,
    contains: ['"name":"exporters"', 'may export'],
  },
  {
    rule: 'a new name that is taken',
    request: `PATCH /v3/groups/${exporters}`,
    body: { group: { name: 'auditors' } },
    status: 409,
  },
  { rule: 'members', request: `GET /v3/groups/${auditors}/users`, status: 200, contains: ['"bob"'] },
  { rule: 'no members', request: `GET /v3/groups/${exporters}/users`, status: 200, contains: ['"users":[]'] },
  { rule: 'groups of a user', request: `GET /v3/users/${bob}/groups`, status: 200, contains: ['auditors'] },
  { rule: 'is a member', request: `HEAD /v3/groups/${auditors}/users/${bob}`, status: 204 },
  { rule: 'is none', request: `HEAD /v3/groups/${exporters}/users/${bob}`, status: 404 },
  { rule: 'in no group', request: `HEAD /v3/groups/none/users/${bob}`, status: 404 },
  { rule: 'once more does no harm', request: `PUT /v3/groups/${auditors}/users/${bob}`, status: 204 },
  { rule: 'an unknown member', request: `PUT /v3/groups/${auditors}/users/none`, status: 404 },
  { rule: 'a member of none', request: `PUT /v3/groups/none/users/${bob}`, status: 404 },
  { rule: 'an unknown group', request: 'GET /v3/groups/none', status: 404 },
  { rule: 'changing none', request: 'PATCH /v3/groups/none', body: { group: {} }, status: 404 },
  { rule: 'deleting none', request: 'DELETE /v3/groups/none', status: 404 },
  { rule: 'members of none', request: 'GET /v3/groups/none/users', status: 404 },
  { rule: 'groups of nobody', request: 'GET /v3/users/none/groups', status: 404 },
])

void test('what changes a membership ends the member’s tokens', async () => {
  const password = 'Secret-of-dave-1'
  const dave = await makeUser(muster, 'dave', { password })
  const group = await createIamGroup(muster, 'temporary')
  const changes = [
    `PUT /v3/groups/${group}/users/${dave.id}`,
    `DELETE /v3/groups/${group}/users/${dave.id}`,
    `PUT /v3/groups/${group}/users/${dave.id}`,
    `DELETE /v3/groups/${group}`,
  ]
  for (const change of changes) {
    const body = passwordClaim({ user: { name: 'dave', password } })
    const { headers } = await muster.call('POST /v3/auth/tokens', { who: nobody, body })
    const who = withToken(String(headers['x-subject-token']))
    assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 200)
    assert.equal((await muster.call(change)).status, 204, change)
    assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 401, change)
  }
  assert.equal((await muster.call(`DELETE /v3/groups/${group}/users/${dave.id}`)).status, 404)
  assert.equal((await muster.call(`GET /v3.0/OS-USER/users/${dave.id}`)).status, 200, 'members stay')
})
