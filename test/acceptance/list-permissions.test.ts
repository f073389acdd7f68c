import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type PlantedUser, plantGrant, plantIamUser, policyOf } from '../support/iam-users.ts'
import { createEnterpriseProject } from '../support/users.ts'

const muster = await startMuster({ MUSTER_ROLE: 'api' })
await createEnterpriseProject(muster, '3')
const eve = await plantIamUser(muster, 'eve', 'EVE00000000000000000')
await plantGrant(muster, eve, { policy: 'UserManager', scope: 'enterprise_project', id: '3' })
await plantGrant(muster, eve, { policy: policyOf('Deny', 'workspace:users:delete'), scope: 'account' })
const bob = await plantIamUser(muster, 'bob', 'BOB00000000000000000')

interface Permission {
  action: string
  allowed: boolean
  failure: string | null
  enterprise_projects: string[] | null
  matched_statements: { policy_name: string; effect: string; scope: string }[]
}

async function ask(query: string, user?: PlantedUser) {
  const answer = await muster.call(`GET /v3/{p}/permissions${query}`, { who: user?.who })
  assert.equal(answer.status, 200, answer.text)
  return answer.json<{ user: { name: string; is_account: boolean }; permissions: Permission[] }>()
}

test('the account may do everything', async () => {
  const { user, permissions } = await ask('')
  assert.equal(user.is_account, true)
  assert.ok(permissions.length > 60)
  assert.ok(permissions.every(({ allowed, enterprise_projects: where }) => allowed && where === null))
})

test('everybody may ask about himself: what, where and why', async () => {
  const { permissions } = await ask(
    '?actions=workspace:users:export&actions=workspace:users:delete&actions=iam:users:listUsers',
    eve,
  )
  const [exporting, deleting, listing] = permissions
  assert.deepEqual(exporting, {
    action: 'workspace:users:export',
    allowed: true,
    failure: null,
    enterprise_projects: ['3'],
    matched_statements: exporting?.matched_statements,
  })
  assert.deepEqual(
    exporting?.matched_statements.map(({ effect, scope }) => [effect, scope]),
    [['Allow', 'enterprise_project:3']],
  )
  assert.equal(deleting?.failure, 'explicit deny')
  assert.deepEqual(deleting?.enterprise_projects, [])
  assert.equal(listing?.failure, 'implicit deny')
})

test('an administrator asks about another, in one enterprise project; nobody else does', async () => {
  const of = (id: string) => `?actions=workspace:users:export&user_id=${eve.id}&enterprise_project_id=${id}`
  assert.equal((await ask(of('3'))).permissions[0]?.allowed, true)
  const elsewhere = await ask(of('0'))
  assert.equal(elsewhere.user.name, 'eve')
  assert.equal(elsewhere.permissions[0]?.failure, 'implicit deny')
  const refused = await muster.call(`GET /v3/{p}/permissions?user_id=${eve.id}`, { who: bob.who })
  assert.equal(refused.status, 403)
  assert.equal((await muster.call('GET /v3/{p}/permissions?user_id=nobody')).status, 404)
})

test('what is said is what happens', async () => {
  const { permissions } = await ask(
    '?actions=workspace:users:list&actions=workspace:tenants:listExportTasks',
    bob,
  )
  assert.ok(permissions.every(({ allowed }) => !allowed))
  assert.equal((await muster.call('GET /v2/{p}/users', { who: bob.who })).status, 403)
  assert.equal((await ask('?actions=workspace:users:list', eve)).permissions[0]?.allowed, true)
  assert.equal((await muster.call('GET /v2/{p}/users', { who: eve.who })).status, 200)
})
