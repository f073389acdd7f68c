import { startMuster } from '../support/acceptance.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { nobody } from '../support/who.ts'

// Path, method, credentials, project, permission, body: who may not call learns nothing from validation
// (contract, errors.md).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)

const badBodies: readonly [kind: string, body: string | undefined][] = [
  ['bad JSON', '{"user_name":'],
  ['a bad field', '{"user_name":1,"users":1,"task_ids":1}'],
  ['an array', '[]'],
  ['U+0000', '"\\u0000"'],
]

const table: Scenario[] = []
for (const [kind, body] of badBodies) {
  table.push(
    {
      rule: `unknown path before ${kind}`,
      request: 'POST /v3/{p}/nothing',
      who: nobody,
      body,
      status: 404,
      code: 'APIGW.0101',
    },
    {
      rule: `wrong method before ${kind}`,
      request: 'PUT /v3/{p}/users/export',
      who: nobody,
      body,
      status: 405,
      code: 'WKS.00000405',
    },
  )
  for (const path of [
    'v3/P/users/export',
    'v2/P/users',
    'v2/P/users/batch-create',
    'v2/P/export-tasks/batch-delete',
  ]) {
    const at = (project: string) => `POST /${path.replace('P', project)}`
    table.push(
      {
        rule: `${path}: no credentials before ${kind}`,
        request: at('{p}'),
        who: nobody,
        body,
        status: 401,
        code: 'APIGW.0301',
      },
      {
        rule: `${path}: no credentials before an unknown project`,
        request: at('none'),
        who: nobody,
        body,
        status: 401,
        code: 'APIGW.0301',
      },
      {
        rule: `${path}: unknown project before ${kind}`,
        request: at('none'),
        body,
        status: 404,
        code: 'WKS.00290006',
        contains: ['The project does not exist.'],
      },
      {
        rule: `${path}: another account’s project before ${kind}`,
        request: at(other.project),
        body,
        status: 403,
        code: 'APIGW.0302',
        contains: ['The IAM user is not authorized to access the API.'],
      },
      { rule: `${path}: and only then ${kind}`, request: at('{p}'), body, status: 400 },
    )
  }
}
scenarios(muster, table)

scenarios(muster, [
  {
    rule: 'no credentials before a bad query',
    request: 'GET /v2/{p}/users?limit=x',
    who: nobody,
    status: 401,
  },
  {
    rule: 'unknown project before a bad query',
    request: 'GET /v2/none/users?limit=x',
    status: 404,
    code: 'WKS.00290006',
  },
  {
    rule: 'foreign project before a bad query',
    request: `GET /v2/${other.project}/users?limit=x`,
    status: 403,
    code: 'APIGW.0302',
  },
  {
    rule: 'unknown path before no credentials',
    request: 'GET /v2/{p}/nothing',
    who: nobody,
    status: 404,
    code: 'APIGW.0101',
  },
  { rule: 'wrong method before no credentials', request: 'DELETE /v2/{p}/users', who: nobody, status: 405 },
  {
    rule: 'unknown project before an unknown task',
    request: 'GET /v2/none/export-tasks/x/download',
    status: 404,
    code: 'WKS.00290006',
  },
  {
    rule: 'a project with a long id is an unknown one',
    request: `GET /v2/${'x'.repeat(300)}/users`,
    status: 404,
    code: 'WKS.00290006',
  },
  {
    rule: 'a project with a path for a name is an unknown one',
    request: 'GET /v2/..%2F..%2Fetc/users',
    status: 404,
    code: 'WKS.00290006',
  },
  {
    rule: 'a path with an empty part is nobody’s',
    request: 'GET /v2//users',
    status: 404,
    code: 'APIGW.0101',
  },
  {
    rule: 'no credentials before a content type that is none',
    request: 'POST /v3/{p}/users/export',
    who: nobody,
    headers: { 'content-type': 'nonsense' },
    body: '{}',
    status: 401,
  },
  {
    rule: 'a project with U+0000 is an unknown one',
    request: 'GET /v2/a%00b/users',
    status: 404,
    code: 'WKS.00290006',
  },
  {
    rule: 'a bad idempotency key comes after the project',
    request: 'POST /v3/none/users/export',
    headers: { 'x-idempotency-key': 'k'.repeat(65) },
    body: {},
    status: 404,
    code: 'WKS.00290006',
  },
])
