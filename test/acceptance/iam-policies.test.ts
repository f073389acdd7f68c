import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { accountId, allowing, ask, createIamGroup, createPolicy, systemRole } from '../support/principals.ts'
import { scenarios } from '../support/scenarios.ts'

// Roles and policies by the vendor's paths (contract, iam.md section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const account = await accountId(muster)
const own = await createPolicy(muster, 'only exports', 'workspace:users:export')
const admin = await systemRole(muster, 'te_admin')
const PATH = '/v3.0/OS-ROLE/roles'
const create = (role: object) => ({
  request: `POST ${PATH}`,
  body: { role: { display_name: 'new', type: 'XA', policy: allowing('workspace:users:list'), ...role } },
})

scenarios(muster, [
  {
    rule: 'a policy is shown with its document',
    request: `GET ${PATH}/${own}`,
    status: 200,
    contains: [
      '"display_name":"only exports"',
      '"catalog":"CUSTOMED"',
      '"type":"XA"',
      '"references":0',
      '{"Version":"1.1","Statement":[{',
      'workspace:users:export',
    ],
  },
  {
    rule: 'and by Keystone’s path',
    request: `GET /v3/roles/${own}`,
    status: 200,
    contains: ['only exports'],
  },
  {
    rule: 'a system role by Keystone’s path',
    request: `GET /v3/roles/${admin}`,
    status: 200,
    contains: ['te_admin', '"domain_id":null'],
  },
  { rule: 'a system role is no policy of the account', request: `GET ${PATH}/${admin}`, status: 404 },
  { rule: 'nor changed', request: `PATCH ${PATH}/${admin}`, body: { role: {} }, status: 404 },
  { rule: 'nor deleted', request: `DELETE ${PATH}/${admin}`, status: 404 },
  {
    rule: 'the account’s policies are listed',
    request: `GET ${PATH}`,
    status: 200,
    contains: ['only exports', '"total_number":1'],
    lacks: ['te_admin'],
  },
  {
    rule: 'a page past the end',
    request: `GET ${PATH}?page=2&per_page=1`,
    status: 200,
    contains: ['"roles":[]', '"total_number":1'],
  },
  { rule: 'page 0', request: `GET ${PATH}?page=0`, status: 400 },
  {
    rule: 'Keystone’s list has the system’s',
    request: 'GET /v3/roles',
    status: 200,
    contains: ['te_admin', 'Workspace UserManager', '"flag":"fine_grained"'],
    lacks: ['only exports'],
  },
  {
    rule: 'and with the account its own',
    request: `GET /v3/roles?domain_id=${account}`,
    status: 200,
    contains: ['only exports'],
    lacks: ['te_admin'],
  },
  { rule: 'or none with another', request: 'GET /v3/roles?domain_id=other', status: 404 },
  {
    rule: 'by name',
    request: 'GET /v3/roles?name=te_admin',
    status: 200,
    contains: ['te_admin', '"total_number":1'],
  },
  {
    rule: 'by kind and place',
    request: 'GET /v3/roles?permission_type=role&type=domain',
    status: 200,
    contains: ['te_admin', '"total_number":1'],
  },
  { rule: 'a name is there once', ...create({ display_name: 'only exports' }), status: 409 },
  { rule: 'nor is it a system one’s', ...create({ display_name: 'Workspace FullAccess' }), status: 409 },
  { rule: 'nor like one', ...create({ display_name: 'usermanager' }), status: 409 },
  {
    rule: 'every fault of a document is named',
    ...create({ policy: { Version: '1.1', Statement: [{ Effect: 'Maybe', Action: ['x'] }] } }),
    status: 400,
    contains: ['Effect'],
  },
  { rule: 'a document of another version', ...create({ policy: { Version: '2' } }), status: 400 },
  { rule: 'no document', ...create({ policy: 'allow' }), status: 400, contains: ['`role/policy`'] },
  {
    rule: 'a document that is too long',
    ...create({
      policy: allowing(...Array.from({ length: 99 }, (_, index) => `a:${'b'.repeat(80)}:${index}`)),
    }),
    status: 400,
    contains: ['6144'],
  },
  { rule: 'an unknown policy', request: `GET ${PATH}/none`, status: 404, code: 'IAM.0004' },
  { rule: 'an unknown role', request: 'GET /v3/roles/none', status: 404 },
  { rule: 'deleting none', request: `DELETE ${PATH}/none`, status: 404 },
  { rule: 'changing none', request: `PATCH ${PATH}/none`, body: { role: {} }, status: 404 },
])

void test('a policy is changed in part, and is not deleted while it is granted', async () => {
  const id = await createPolicy(muster, 'changing', 'iam:users:listUsers')
  const request = `PATCH ${PATH}/${id}`
  const policy = allowing('workspace:users:list')
  interface Answer {
    readonly role: { display_name: string; description: string; type: string; policy: object }
  }
  const first = await ask<Answer>(muster, request, { body: { role: { description: 'why' } } })
  assert.deepEqual(first.role.policy, allowing('iam:users:listUsers'))
  assert.equal(first.role.type, 'AX')
  const { role } = await ask<Answer>(muster, request, { body: { role: { display_name: 'changed', policy } } })
  assert.deepEqual(role.policy, policy)
  assert.deepEqual([role.display_name, role.description, role.type], ['changed', 'why', 'XA'])

  const group = await createIamGroup(muster, 'has it')
  const grant = `/v3/domains/${account}/groups/${group}/roles/${id}`
  await ask(muster, `PUT ${grant}`)
  const shown = await ask<{ role: { references: number } }>(muster, `GET ${PATH}/${id}`)
  assert.equal(shown.role.references, 1)
  const kept = await muster.call(`DELETE ${PATH}/${id}`)
  assert.deepEqual([kept.status, kept.json<{ error_code: string }>().error_code], [409, 'IAM.00290003'])
  await ask(muster, `DELETE ${grant}`)
  assert.equal((await muster.call(`DELETE ${PATH}/${id}`)).status, 200)
  assert.equal((await muster.call(`GET ${PATH}/${id}`)).status, 404)
})
