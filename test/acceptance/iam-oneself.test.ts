import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import {
  accountId,
  accountUserId,
  allowing,
  ask,
  createIamGroup,
  createKey,
  createPolicy,
  denying,
  grantOnAccount,
  makeManager,
  makeUser,
} from '../support/principals.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { credentials } from '../support/settings.ts'
import { signedBy } from '../support/who.ts'

// What a user may do without a grant, and what no IAM user may do to the account's own user.
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const account = await accountId(muster)
const self = await accountUserId(muster)
const alice = await makeUser(muster, 'alice')
const bob = await makeUser(muster, 'bob')
const group = await createIamGroup(muster, 'of alice')
await ask(muster, `PUT /v3/groups/${group}/users/${alice.id}`)
// Whoever holds all of IAM is nearly the account, but not the account.
const boss = await makeManager(muster, 'boss', 'iam:*:*')
const anyRole = await createPolicy(muster, 'any', 'workspace:users:list')
const KEYS = '/v3.0/OS-CREDENTIAL/credentials'
const eps = '/v3.0/OS-PERMISSION/enterprise-projects/0'

const asAlice = (rule: string, request: string, status: number, body?: object): Scenario => ({
  rule,
  request,
  who: alice.who,
  status,
  body,
  ...(status === 403 && request.includes('/v3.0/') ? { code: 'WKS.00081102' } : {}),
})
scenarios(muster, [
  asAlice('sees itself', `GET /v3.0/OS-USER/users/${alice.id}`, 200),
  asAlice('by Keystone’s path', `GET /v3/users/${alice.id}`, 200),
  asAlice('sees its groups', `GET /v3/users/${alice.id}/groups`, 200),
  asAlice('sees its keys', `GET ${KEYS}`, 200),
  asAlice('by its ID', `GET ${KEYS}?user_id=${alice.id}`, 200),
  asAlice('sees one of them', `GET ${KEYS}/${alice.keys.access_key}`, 200),
  asAlice('describes it', `PUT ${KEYS}/${alice.keys.access_key}`, 200, {
    credential: { description: 'mine' },
  }),
  asAlice('sees nobody else', `GET /v3.0/OS-USER/users/${bob.id}`, 403),
  asAlice('nor whether there is somebody', 'GET /v3.0/OS-USER/users/none', 403),
  asAlice('nor the account', `GET /v3.0/OS-USER/users/${self}`, 403),
  asAlice('nor all', 'GET /v3/users', 403),
  asAlice('nor another’s groups', `GET /v3/users/${bob.id}/groups`, 403),
  asAlice('nor another’s keys', `GET ${KEYS}?user_id=${bob.id}`, 403),
  asAlice('nor those of two', `GET ${KEYS}?user_id=${alice.id}&user_id=${bob.id}`, 403),
  asAlice('nor one', `GET ${KEYS}/${bob.keys.access_key}`, 403),
  asAlice('nor whether there is one', `GET ${KEYS}/NONE`, 403),
  asAlice('nor the account’s', `GET ${KEYS}/${credentials.access_key}`, 403),
  asAlice('changes no other key', `PUT ${KEYS}/${bob.keys.access_key}`, 403, { credential: {} }),
  asAlice('deletes no other key', `DELETE ${KEYS}/${bob.keys.access_key}`, 403),
  asAlice('makes no key for another', `POST ${KEYS}`, 403, { credential: { user_id: bob.id } }),
  asAlice('nor with two users', `POST ${KEYS}`, 403, { credential: { user_id: [alice.id, bob.id] } }),
  asAlice('nor for nobody', `POST ${KEYS}`, 403, {}),
  asAlice('does not change itself', `PUT /v3.0/OS-USER/users/${alice.id}`, 403, { user: { name: 'x' } }),
  asAlice('nor delete itself', `DELETE /v3/users/${alice.id}`, 403),
  asAlice('nor join a group', `PUT /v3/groups/${group}/users/${alice.id}`, 403),
])

void test('a user makes and deletes its own keys', async () => {
  const carol = await makeUser(muster, 'carol')
  const second = await createKey(muster, carol.id, { who: carol.who })
  const who = signedBy(second)
  assert.equal((await muster.call(`DELETE ${KEYS}/${carol.keys.access_key}`, { who })).status, 204)
  assert.equal((await muster.call('GET /v3/projects', { who: carol.who })).status, 401)
})

void test('what needs no grant is denied by who denies it', async () => {
  const dave = await makeUser(muster, 'dave')
  const { role } = await ask<{ role: { id: string } }>(muster, 'POST /v3.0/OS-ROLE/roles', {
    body: { role: { display_name: 'no keys', policy: denying('iam:credentials:createCredential') } },
  })
  await grantOnAccount(muster, dave, role.id)
  const body = { credential: { user_id: dave.id } }
  assert.equal((await muster.call(`POST ${KEYS}`, { who: dave.who, body })).status, 403)
  assert.equal((await muster.call(`GET ${KEYS}`, { who: dave.who })).status, 200)
})

const asBoss = (rule: string, request: string, body?: object): Scenario => ({
  rule: `all of IAM does not ${rule}`,
  request,
  who: boss.who,
  body,
  status: 403,
  contains: ['is changed by itself only'],
})
scenarios(muster, [
  asBoss('set the account’s password', `PUT /v3.0/OS-USER/users/${self}`, {
    user: { password: 'Mine-from-now-1' },
  }),
  asBoss('rename the account’s user', `PUT /v3.0/OS-USER/users/${self}`, { user: { name: 'root' } }),
  asBoss('disable it', `PUT /v3.0/OS-USER/users/${self}`, { user: { enabled: false } }),
  asBoss('delete it', `DELETE /v3/users/${self}`),
  asBoss('make a key for it', `POST ${KEYS}`, { credential: { user_id: self } }),
  asBoss('disable its key', `PUT ${KEYS}/${credentials.access_key}`, { credential: { status: 'inactive' } }),
  asBoss('delete its key', `DELETE ${KEYS}/${credentials.access_key}`),
  asBoss('end its tokens by a group', `PUT /v3/groups/${group}/users/${self}`),
  asBoss('or by leaving one', `DELETE /v3/groups/${group}/users/${self}`),
  asBoss('or by a grant', `PUT ${eps}/users/${self}/roles/${anyRole}`),
  asBoss('or by taking one back', `DELETE ${eps}/users/${self}/roles/${anyRole}`),
  {
    rule: 'all of IAM sees the account’s user',
    request: `GET /v3.0/OS-USER/users/${self}`,
    who: boss.who,
    status: 200,
  },
  {
    rule: 'and that it has keys, not what signs with them',
    request: `GET ${KEYS}?user_id=${self}`,
    who: boss.who,
    status: 200,
    contains: [credentials.access_key],
    lacks: [credentials.secret_key],
  },
  {
    rule: 'all of IAM is not all of Workspace',
    request: 'GET /v2/{p}/users',
    who: boss.who,
    status: 403,
    code: 'WKS.00081102',
  },
])

void test('who grants may grant anything, himself among the rest (docs/decisions/0005)', async () => {
  const erin = await makeManager(muster, 'erin', 'iam:permissions:*')
  const mine = await createIamGroup(muster, 'of erin too')
  assert.equal((await muster.call('GET /v2/{p}/users', { who: erin.who })).status, 403)
  for (const request of [
    `PUT /v3/groups/${mine}/users/${erin.id}`,
    `PUT /v3/domains/${account}/groups/${mine}/roles/${anyRole}`,
  ])
    assert.equal((await muster.call(request, { who: erin.who })).status, 204, request)
  assert.equal((await muster.call('GET /v2/{p}/users', { who: erin.who })).status, 200)
})

void test('IAM on an enterprise project, or on a project, is nothing on the account', async () => {
  const frank = await makeUser(muster, 'frank')
  const { role } = await ask<{ role: { id: string } }>(muster, 'POST /v3.0/OS-ROLE/roles', {
    body: { role: { display_name: 'all of IAM', policy: allowing('iam:*:*') } },
  })
  const own = await createIamGroup(muster, 'of frank')
  await ask(muster, `PUT /v3/groups/${own}/users/${frank.id}`)
  for (const grant of [
    `${eps}/users/${frank.id}/roles/${role.id}`,
    `${eps}/groups/${own}/roles/${role.id}`,
    `/v3/projects/{p}/groups/${own}/roles/${role.id}`,
  ]) {
    await ask(muster, `PUT ${grant}`)
    assert.equal((await muster.call('GET /v3/users', { who: frank.who })).status, 403, grant)
    assert.equal((await muster.call('POST /v3/groups', { who: frank.who, body: {} })).status, 403)
  }
})
