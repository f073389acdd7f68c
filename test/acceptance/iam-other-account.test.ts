import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { accountId, ask, createIamGroup, createPolicy, makeUser } from '../support/principals.ts'
import { credentials } from '../support/settings.ts'

// Every ID of one account in the hands of another's administrator: not found, as if it were not there (OWASP API1).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)
const account = await accountId(muster)
const user = await makeUser(muster, 'secret-user')
const group = await createIamGroup(muster, 'secret-group')
const policy = await createPolicy(muster, 'secret-policy', 'workspace:users:list')
await ask(muster, `PUT /v3/groups/${group}/users/${user.id}`)
const { enterprise_project: ep } = await ask<{ enterprise_project: { id: string } }>(
  muster,
  'POST /v1.0/enterprise-projects',
  { body: { name: 'secret-ep' } },
)
for (const grant of [
  `/v3/domains/${account}/groups/${group}/roles/${policy}`,
  `/v3/projects/{p}/groups/${group}/roles/${policy}`,
  `/v3.0/OS-PERMISSION/enterprise-projects/${ep.id}/groups/${group}/roles/${policy}`,
  `/v3.0/OS-PERMISSION/enterprise-projects/${ep.id}/users/${user.id}/roles/${policy}`,
])
  await ask(muster, `PUT ${grant}`)

// What the other account has itself, so that one ID of a path is good and another is not.
const asOther = { who: other.who }
const theirs = {
  domain_id: await accountId(muster, asOther),
  project_id: other.project,
  user_id: (
    await ask<{ user: { id: string } }>(muster, 'POST /v3.0/OS-USER/users', {
      ...asOther,
      body: { user: { name: 'own' } },
    })
  ).user.id,
  group_id: (
    await ask<{ group: { id: string } }>(muster, 'POST /v3/groups', {
      ...asOther,
      body: { group: { name: 'own' } },
    })
  ).group.id,
  role_id: (
    await ask<{ role: { id: string } }>(muster, 'POST /v3.0/OS-ROLE/roles', {
      ...asOther,
      body: {
        role: {
          display_name: 'own',
          policy: { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['workspace:users:list'] }] },
        },
      },
    })
  ).role.id,
  enterprise_project_id: '0',
  access_key: other.keys.access_key,
}
const ours: typeof theirs = {
  domain_id: account,
  project_id: muster.project,
  user_id: user.id,
  group_id: group,
  role_id: policy,
  enterprise_project_id: ep.id,
  access_key: user.keys.access_key,
}
const SECRETS = [
  'secret-user',
  'secret-group',
  'secret-policy',
  'secret-ep',
  user.keys.secret_key,
  credentials.access_key,
]

/** A body that would do something. */
const bodies: Readonly<Record<string, object>> = {
  UpdateUser: { user: { name: 'taken-over' } },
  KeystoneUpdateGroup: { group: { name: 'taken-over' } },
  UpdatePermanentAccessKey: { credential: { status: 'inactive' } },
  UpdateCloudServiceCustomPolicy: { role: { display_name: 'taken-over' } },
}

type IdName = keyof typeof ours
const named = Object.entries(muster.schemas.document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, ...rest }]) => {
    const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => id as IdName)
    const managing = /^(iam|eps):/.test(String((rest as { 'x-permission'?: string })['x-permission']))
    // Of operations in a project, other-account.test.ts asks.
    const isElsewhere = ids.length === 0 || path.startsWith('/v3/{project_id}/')
    return !isElsewhere && (managing || operationId === 'KeystoneShowProject')
      ? [{ method: method.toUpperCase(), path, operationId, ids }]
      : []
  }),
)

void test('there are operations on IDs', () => assert.equal(named.length, 35))

for (const { method, path, operationId, ids } of named) {
  // Each ID by itself is theirs among good ones, and then all are.
  for (const foreign of [...ids.map((id) => [id]), ids]) {
    void test(`${operationId} does not find another account’s ${foreign.join(', ')}`, async () => {
      const target = path.replaceAll(/\{(\w+)\}/g, (_, id: string) =>
        foreign.includes(id as IdName) ? ours[id as IdName] : theirs[id as IdName],
      )
      const answer = await muster.call(`${method} ${target}`, { ...asOther, body: bodies[operationId] })
      assert.equal(answer.status, 404, answer.text)
      for (const secret of SECRETS) assert.ok(!answer.text.includes(secret), secret)
    })
  }
}

const created: readonly (readonly [request: string, body: object])[] = [
  ['POST /v3.0/OS-USER/users', { user: { name: 'x', domain_id: account } }],
  ['POST /v3/groups', { group: { name: 'x', domain_id: account } }],
  ['POST /v3/projects', { project: { name: 'x', domain_id: account } }],
  ['POST /v3/projects', { project: { name: 'x', parent_id: muster.project } }],
  ['POST /v3.0/OS-CREDENTIAL/credentials', { credential: { user_id: user.id } }],
]
for (const [request, body] of created) {
  void test(`${request} makes nothing for ${JSON.stringify(body)}`, async () => {
    const answer = await muster.call(request, { ...asOther, body })
    assert.equal(answer.status, 404, answer.text)
  })
}

void test('lists of the other account show nothing of the first', async () => {
  for (const path of [
    '/v3/users',
    '/v3/groups',
    '/v3/roles',
    `/v3/roles?domain_id=${theirs.domain_id}`,
    '/v3/projects',
    '/v3.0/OS-CREDENTIAL/credentials',
    '/v3.0/OS-ROLE/roles',
    '/v1.0/enterprise-projects',
    `/v1.0/enterprise-projects?id=${ep.id}`,
  ]) {
    const answer = await muster.call(`GET ${path}`, asOther)
    assert.equal(answer.status, 200, path)
    for (const secret of [...SECRETS, account, muster.project])
      assert.ok(!answer.text.includes(secret), `${path}: ${secret}`)
  }
  for (const path of [
    `/v3/users?domain_id=${account}`,
    `/v3/groups?domain_id=${account}`,
    `/v3/roles?domain_id=${account}`,
    `/v3.0/OS-CREDENTIAL/credentials?user_id=${user.id}`,
  ])
    assert.equal((await muster.call(`GET ${path}`, asOther)).status, 404, path)
})

void test('and all of it is still there, as it was', async () => {
  const shown = await ask<{ user: { name: string } }>(muster, `GET /v3.0/OS-USER/users/${user.id}`)
  assert.equal(shown.user.name, 'secret-user')
  assert.equal((await muster.call(`HEAD /v3/groups/${group}/users/${user.id}`)).status, 204)
  const grant = `/v3/domains/${account}/groups/${group}/roles/${policy}`
  assert.equal((await muster.call(`HEAD ${grant}`)).status, 204)
  assert.equal((await muster.call('GET /v3/projects', { who: user.who })).status, 200)
  const { role } = await ask<{ role: { references: number } }>(muster, `GET /v3.0/OS-ROLE/roles/${policy}`)
  assert.equal(role.references, 4)
})
