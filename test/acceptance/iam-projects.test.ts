import { startMuster } from '../support/acceptance.ts'
import { accountId, allowing, ask, makeManager, makeUser } from '../support/principals.ts'
import { scenarios } from '../support/scenarios.ts'

// Projects in Keystone's form, enterprise projects in that of the vendor's EPS (contract, iam.md section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const account = await accountId(muster)
const { project } = await ask<{ project: { id: string } }>(muster, 'POST /v3/projects', {
  body: { project: { name: 'local_second', parent_id: muster.project } },
})
const PATH = '/v1.0/enterprise-projects'
const ids: Record<string, string> = {}
for (const name of ['研发', 'sales']) {
  const { enterprise_project: made } = await ask<{ enterprise_project: { id: string } }>(
    muster,
    `POST ${PATH}`,
    { body: { name, description: `of ${name}`, type: 'prod' } },
  )
  ids[name] = made.id
}
const { role } = await ask<{ role: { id: string } }>(muster, 'POST /v3.0/OS-ROLE/roles', {
  body: { role: { display_name: 'reads eps', policy: allowing('eps:enterpriseProjects:*') } },
})
const bob = await makeUser(muster, 'bob')
await ask(
  muster,
  `PUT /v3.0/OS-PERMISSION/enterprise-projects/${ids['sales']}/users/${bob.id}/roles/${role.id}`,
)
const lister = await makeManager(muster, 'lister', 'eps:enterpriseProjects:list')

scenarios(muster, [
  {
    rule: 'a project is shown to everybody of the account',
    request: `GET /v3/projects/${project.id}`,
    who: bob.who,
    status: 200,
    contains: ['"name":"local_second"', `"domain_id":"${account}"`, '"enabled":true'],
  },
  {
    rule: 'and is listed, and has a directory of its own',
    request: `GET /v2/${project.id}/users`,
    status: 200,
    contains: ['"total_count":0'],
  },
  { rule: 'an unknown project', request: 'GET /v3/projects/none', status: 404, contains: ['project: none'] },
  {
    rule: 'a project’s name is there once',
    request: 'POST /v3/projects',
    body: { project: { name: 'local_second' } },
    status: 409,
  },
  {
    rule: 'a bad name',
    request: 'POST /v3/projects',
    body: { project: { name: 'a b' } },
    status: 400,
    contains: ['`project/name`'],
  },
  {
    rule: 'below what is none of the account’s',
    request: 'POST /v3/projects',
    body: { project: { name: 'third', parent_id: 'other' } },
    status: 404,
  },
  {
    rule: 'in another account',
    request: 'POST /v3/projects',
    body: { project: { name: 'third', domain_id: 'other' } },
    status: 404,
  },

  {
    rule: 'enterprise projects are listed, the newest first',
    request: `GET ${PATH}`,
    status: 200,
    contains: [/sales.*研发.*"name":"default".*"total_count":3/, /"created_at":"[-\d]+T[:\d]{8}Z"/],
  },
  {
    rule: 'sorted by name',
    request: `GET ${PATH}?sort_key=name&sort_dir=asc&limit=2&offset=1`,
    status: 200,
    contains: [/sales.*研发.*"total_count":3/],
    lacks: ['"default"'],
  },
  {
    rule: 'by part of a name',
    request: `GET ${PATH}?name=ale&status=1`,
    status: 200,
    contains: ['sales', '"total_count":1'],
  },
  {
    rule: 'those that are disabled',
    request: `GET ${PATH}?status=2`,
    status: 200,
    contains: ['"total_count":0'],
  },
  { rule: 'a limit of none', request: `GET ${PATH}?limit=0`, status: 400, contains: ['`limit`'] },
  {
    rule: 'one is shown',
    request: `GET ${PATH}/${ids['研发']}`,
    status: 200,
    contains: ['"name":"研发"', '"description":"of 研发"', '"status":1', '"type":"prod"'],
  },
  { rule: 'the default one', request: `GET ${PATH}/0`, status: 200, contains: ['"name":"default"'] },
  { rule: 'an unknown one', request: `GET ${PATH}/none`, status: 404, code: 'IAM.0004' },
  { rule: 'a name is there once', request: `POST ${PATH}`, body: { name: 'sales' }, status: 409 },
  { rule: 'none is called default', request: `POST ${PATH}`, body: { name: 'Default' }, status: 400 },
  { rule: 'a bad name of one', request: `POST ${PATH}`, body: { name: 'a b' }, status: 400 },
  {
    rule: 'who is granted it in one sees that one',
    request: `GET ${PATH}`,
    who: bob.who,
    status: 200,
    contains: ['sales', '"total_count":1'],
    lacks: ['研发'],
  },
  { rule: 'by its ID as well', request: `GET ${PATH}/${ids['sales']}`, who: bob.who, status: 200 },
  { rule: 'another one is refused', request: `GET ${PATH}/${ids['研发']}`, who: bob.who, status: 403 },
  { rule: 'known or not', request: `GET ${PATH}/none`, who: bob.who, status: 403 },
  {
    rule: 'and makes none, which would be beside it',
    request: `POST ${PATH}`,
    who: bob.who,
    body: { name: 'mine' },
    status: 403,
  },
  {
    rule: 'who is granted it on the account sees all',
    request: `GET ${PATH}`,
    who: lister.who,
    status: 200,
    contains: ['"total_count":3'],
  },
])
