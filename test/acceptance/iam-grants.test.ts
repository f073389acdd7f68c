import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { accountId, ask, createIamGroup, createPolicy, makeUser, systemRole } from '../support/principals.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { passwordClaim } from '../support/tokens.ts'
import { createUsers } from '../support/users.ts'
import { nobody, withToken } from '../support/who.ts'

// Grants to groups and users, on the account, projects and enterprise projects (contract, iam.md section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const account = await accountId(muster)
const password = 'Secret-of-erin-1'
const erin = await makeUser(muster, 'erin', { password })
const group = await createIamGroup(muster, 'readers')
await ask(muster, `PUT /v3/groups/${group}/users/${erin.id}`)
const policy = await createPolicy(muster, 'reading', 'workspace:users:list')
const manager = await systemRole(muster, 'Workspace UserManager')
const { enterprise_project: rnd } = await ask<{ enterprise_project: { id: string } }>(
  muster,
  'POST /v1.0/enterprise-projects',
  { body: { name: 'rnd' } },
)
await createUsers(muster, [
  { user_name: 'in-default' },
  { user_name: 'in-rnd', enterprise_project_id: rnd.id },
])

const EPS = '/v3.0/OS-PERMISSION/enterprise-projects'
/** Where a grant can be, and what its user then sees of the directory. */
const places = [
  { place: `/v3/domains/${account}/groups/${group}/roles`, sees: ['in-default', 'in-rnd'], head: true },
  { place: `/v3/projects/{p}/groups/${group}/roles`, sees: ['in-default', 'in-rnd'], head: true },
  { place: `${EPS}/${rnd.id}/groups/${group}/roles`, sees: ['in-rnd'], head: false },
  { place: `${EPS}/${rnd.id}/users/${erin.id}/roles`, sees: ['in-rnd'], head: false },
]

const namesSeen = async () => {
  const answer = await muster.call('GET /v2/{p}/users', { who: erin.who })
  if (answer.status === 403) return []
  return answer.json<{ users: { user_name: string }[] }>().users.map((user) => user.user_name)
}

void test('a grant counts at once where it is, is listed there, and is taken back', async () => {
  for (const { place, sees, head } of places) {
    const rolesHere = async () =>
      (await ask<{ roles: { id: string }[] }>(muster, `GET ${place}`)).roles.map(({ id }) => id)
    assert.deepEqual(await namesSeen(), [], place)
    assert.deepEqual(await rolesHere(), [])
    if (head) assert.equal((await muster.call(`HEAD ${place}/${policy}`)).status, 404)
    for (const granted of [policy, manager, policy]) {
      assert.equal((await muster.call(`PUT ${place}/${granted}`)).status, 204, place)
    }
    assert.deepEqual(await rolesHere(), [manager, policy])
    if (head) assert.equal((await muster.call(`HEAD ${place}/${policy}`)).status, 204)
    assert.deepEqual((await namesSeen()).toSorted(), sees, place)
    for (const { place: other } of places.filter((one) => one.place !== place)) {
      const { roles } = await ask<{ roles: unknown[] }>(muster, `GET ${other}`)
      assert.deepEqual(roles, [], `${other} shows what is granted at ${place}`)
    }
    for (const granted of [policy, manager]) {
      assert.equal((await muster.call(`DELETE ${place}/${granted}`)).status, 204)
      assert.equal((await muster.call(`DELETE ${place}/${granted}`)).status, 404)
    }
  }
  assert.deepEqual(await namesSeen(), [])
})

void test('granting and taking back end the tokens of who is meant', async () => {
  for (const { place } of places) {
    for (const method of ['PUT', 'DELETE']) {
      const body = passwordClaim({ user: { name: 'erin', password } })
      const { headers } = await muster.call('POST /v3/auth/tokens', { who: nobody, body })
      const who = withToken(String(headers['x-subject-token']))
      assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 200)
      assert.equal((await muster.call(`${method} ${place}/${policy}`)).status, 204)
      assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 401, `${method} ${place}`)
    }
  }
})

const unknown = (request: string): Scenario => ({ rule: `unknown: ${request}`, request, status: 404 })
scenarios(
  muster,
  ['PUT', 'DELETE', 'HEAD'].flatMap((method) => [
    unknown(`${method} /v3/domains/other/groups/${group}/roles/${policy}`),
    unknown(`${method} /v3/domains/${account}/groups/none/roles/${policy}`),
    unknown(`${method} /v3/domains/${account}/groups/${group}/roles/none`),
    unknown(`${method} /v3/projects/none/groups/${group}/roles/${policy}`),
    unknown(`${method} /v3/projects/{p}/groups/none/roles/${policy}`),
    unknown(`${method} /v3/projects/{p}/groups/${group}/roles/none`),
  ]),
)
scenarios(
  muster,
  ['PUT', 'DELETE'].flatMap((method) => [
    unknown(`${method} ${EPS}/none/groups/${group}/roles/${policy}`),
    unknown(`${method} ${EPS}/${rnd.id}/groups/none/roles/${policy}`),
    unknown(`${method} ${EPS}/${rnd.id}/groups/${group}/roles/none`),
    unknown(`${method} ${EPS}/none/users/${erin.id}/roles/${policy}`),
    unknown(`${method} ${EPS}/${rnd.id}/users/none/roles/${policy}`),
    unknown(`${method} ${EPS}/${rnd.id}/users/${erin.id}/roles/none`),
  ]),
)
scenarios(muster, [
  unknown(`GET /v3/domains/other/groups/${group}/roles`),
  unknown(`GET /v3/domains/${account}/groups/none/roles`),
  unknown(`GET /v3/projects/none/groups/${group}/roles`),
  unknown('GET /v3/projects/{p}/groups/none/roles'),
  unknown(`GET ${EPS}/none/groups/${group}/roles`),
  unknown(`GET ${EPS}/${rnd.id}/groups/none/roles`),
  unknown(`GET ${EPS}/${rnd.id}/users/none/roles`),
  {
    rule: 'an ID that is none',
    request: `PUT /v3/domains/${account}/groups/a%20b/roles/${policy}`,
    status: 400,
    contains: ['`group_id`'],
  },
])
