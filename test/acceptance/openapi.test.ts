import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Ajv2020 } from 'ajv/dist/2020.js'

import { startMuster } from '../support/acceptance.ts'
import type { ApiOperation, JsonSchema } from '../support/openapi.ts'
import { scenarios } from '../support/scenarios.ts'
import { nobody } from '../support/who.ts'

// The document describes what is served, and all of it. That answers are as described is checked with each
// answer of all other files (support/acceptance.ts).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const { document } = muster.schemas

interface Served {
  readonly id: string
  readonly query?: readonly string[]
  readonly headers?: readonly string[]
  /** Fields of the body; `!` marks those that must be there. */
  readonly body?: readonly string[]
  readonly bodyOptional?: boolean
  readonly success: number
}

const newUser = [
  'user_name!',
  'user_email',
  'user_phone',
  'account_expires',
  'active_type',
  'password',
  'enable_change_password',
  'next_login_change_password',
  'group_ids',
  'description',
  'alias_name',
  'enterprise_project_id',
  'user_info_map',
  'domain',
]

/** By method and path: what the contract gives each operation. */
const served: Readonly<Record<string, Served>> = {
  'post /v3/{project_id}/users/export': {
    id: 'ExportUsersNew',
    headers: ['x-idempotency-key'],
    body: [
      'user_name',
      'user_names',
      'description',
      'active_type',
      'language',
      'enterprise_project_id',
      'share_space_subscription',
      'share_space_desktops',
    ],
    bodyOptional: true,
    success: 200,
  },
  'get /v2/{project_id}/users': {
    id: 'ListUsers',
    query: [
      'user_name',
      'user_names',
      'description',
      'active_type',
      'group_name',
      'share_space_subscription',
      'share_space_desktops',
      'is_query_total_desktops',
      'enterprise_project_id',
      'domain',
      'disabled',
      'platform_type',
      'sort_field',
      'sort_type',
      'limit',
      'offset',
    ],
    success: 200,
  },
  'post /v2/{project_id}/users': { id: 'CreateDesktopUser', body: newUser, success: 201 },
  'post /v2/{project_id}/users/batch-create': { id: 'BatchCreateUsers', body: ['users!'], success: 200 },
  'get /v2/{project_id}/users/{user_id}': { id: 'ListUserDetail', success: 200 },
  'put /v2/{project_id}/users/{user_id}': {
    id: 'UpdateUserInfo',
    headers: ['if-match'],
    body: [
      'description',
      'user_email',
      'user_phone',
      'alias_name',
      'active_type',
      'account_expires',
      'enable_change_password',
      'next_login_change_password',
      'password_never_expired',
      'disabled',
      'user_info_map',
      'group_ids',
    ],
    bodyOptional: true,
    success: 200,
  },
  'delete /v2/{project_id}/users/{user_id}': { id: 'DeleteUser', success: 204 },
  'post /v2/{project_id}/users/batch-delete': { id: 'BatchDeleteUser', body: ['user_ids!'], success: 204 },
  'post /v2/{project_id}/users/{user_id}/actions': {
    id: 'ChangeUserStatus',
    body: ['op_type!'],
    success: 204,
  },
  'get /v3/{project_id}/users/statistics': {
    id: 'UserStatistics',
    query: [
      'user_name',
      'user_names',
      'description',
      'active_type',
      'group_name',
      'share_space_subscription',
      'share_space_desktops',
      'enterprise_project_id',
      'domain',
      'disabled',
      'platform_type',
    ],
    success: 200,
  },
  'post /v2/{project_id}/groups': {
    id: 'CreateUserGroup',
    body: ['group_name!', 'platform_type!', 'description'],
    success: 201,
  },
  'get /v2/{project_id}/groups': {
    id: 'ListUserGroups',
    query: ['keyword', 'limit', 'offset'],
    success: 200,
  },
  'put /v2/{project_id}/groups/{group_id}': {
    id: 'UpdateUserGroup',
    body: ['group_name', 'description'],
    bodyOptional: true,
    success: 200,
  },
  'delete /v2/{project_id}/groups/{group_id}': { id: 'DeleteUserGroup', success: 204 },
  'post /v2/{project_id}/groups/batch-delete': {
    id: 'BatchDeleteUserGroups',
    body: ['group_ids!'],
    success: 204,
  },
  'get /v2/{project_id}/groups/{group_id}/users': {
    id: 'ListUsersOfGroup',
    query: ['user_name', 'description', 'active_type', 'enterprise_project_id', 'limit', 'offset'],
    success: 200,
  },
  'post /v2/{project_id}/groups/{group_id}/actions': {
    id: 'RunActionsOnGroup',
    body: ['op_type!', 'user_ids!'],
    success: 204,
  },
  'post /v3/{project_id}/groups/export': {
    id: 'ExportUserGroupsNew',
    headers: ['x-idempotency-key'],
    body: ['name', 'group_ids', 'language'],
    bodyOptional: true,
    success: 200,
  },
  'get /v3/{project_id}/groups/{group_id}/users/export': {
    id: 'ExportUserGroupUsersNew',
    headers: ['x-idempotency-key'],
    query: [
      'user_name',
      'user_names',
      'description',
      'active_type',
      'group_name',
      'language',
      'enterprise_project_id',
    ],
    success: 200,
  },
  'post /v3/{project_id}/users/import': {
    id: 'ImportUsers',
    query: ['mode', 'dry_run', 'on_error', 'language'],
    headers: ['x-idempotency-key'],
    body: ['file!'],
    success: 200,
  },
  'get /v2/{project_id}/users/template/download': {
    id: 'ExportUsersTemplate',
    query: ['language', 'active_type'],
    success: 200,
  },
  'get /v2/{project_id}/export-tasks': {
    id: 'ListExportTasks',
    query: [
      'task_id',
      'file_name',
      'status',
      'is_download',
      'enterprise_project_id',
      'sort_field',
      'sort_type',
      'offset',
      'limit',
    ],
    success: 200,
  },
  'get /v2/{project_id}/export-tasks/{task_id}/events': { id: 'WatchExportTask', success: 200 },
  'get /v2/{project_id}/export-tasks/{task_id}/download': { id: 'DownloadExportFile', success: 200 },
  'post /v2/{project_id}/export-tasks/batch-delete': {
    id: 'DeleteExportTasks',
    query: ['status'],
    body: ['task_ids!'],
    success: 200,
  },
  'put /v3/{project_id}/webhook': { id: 'SetWebhook', body: ['url!', 'secret'], success: 200 },
  'get /v3/{project_id}/webhook': { id: 'ShowWebhook', success: 200 },
  'delete /v3/{project_id}/webhook': { id: 'DeleteWebhook', success: 204 },
  'get /v3/{project_id}/audit-events': {
    id: 'ListAuditEvents',
    query: [
      'begin_time',
      'end_time',
      'user_name',
      'operation',
      'outcome',
      'resource_id',
      'request_id',
      'offset',
      'limit',
    ],
    success: 200,
  },
  'post /v3/auth/tokens': {
    id: 'KeystoneCreateUserTokenByPassword',
    query: ['nocatalog'],
    body: ['auth!'],
    success: 201,
  },
}

const operations = new Map<string, ApiOperation>(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  ),
)
const fieldsOf = ({ properties = {}, required = [] }: JsonSchema) =>
  Object.keys(properties).map((name) => (required.includes(name) ? `${name}!` : name))
const sorted = (names: readonly string[]) => names.toSorted()

scenarios(muster, [
  {
    rule: 'the document is there for everybody',
    request: 'GET /openapi.json',
    who: nobody,
    status: 200,
    answers: { 'content-type': /^application\/json/ },
  },
])

void test('it is OpenAPI 3.1 with title, version and the two ways to sign in', () => {
  assert.match(document.openapi, /^3\.1\.\d+$/)
  assert.ok(document.info.title)
  assert.match(document.info.version, /^\d+\.\d+\.\d+/)
  assert.deepEqual(Object.keys(document.components['securitySchemes'] ?? {}).toSorted(), [
    'signature',
    'token',
  ])
})

for (const [path, listed] of Object.entries(document.paths)) {
  void test(`${path}: the methods that are listed are those that are served`, async () => {
    const methods = Object.keys(listed).map((method) => method.toUpperCase())
    const other = ['PATCH', 'PUT', 'DELETE', 'OPTIONS'].find((method) => !methods.includes(method))
    const answer = await muster.call(`${other} ${path.replaceAll(/\{\w+\}/g, 'x')}`, { who: nobody })
    assert.equal(answer.status, 405)
    const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])]
    assert.equal(answer.headers.allow, sorted(allowed).join(', '))
  })
}

void test('each operation has an operationId of its own, its path parameters, and a form of errors', () => {
  const ids = [...operations.values()].map(({ operationId }) => operationId)
  assert.equal(new Set(ids).size, operations.size)
  for (const [place, { operationId, parameters = [], responses }] of operations) {
    assert.match(operationId, /^[A-Z]\w+$/, place)
    const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    assert.deepEqual(
      sorted(named),
      sorted([...place.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
      place,
    )
    assert.ok(responses['default']?.content?.['application/json'], place)
  }
})

for (const [place, expected] of Object.entries(served)) {
  const [, path = ''] = place.split(' ')
  const operation = () => {
    const found = operations.get(place)
    assert.ok(found, place)
    return found
  }
  const named = ({ parameters = [] }: ApiOperation, where: string) =>
    sorted(parameters.filter((parameter) => parameter.in === where).map(({ name }) => name))

  void test(`${expected.id}: parameters`, () => {
    const found = operation()
    assert.equal(found.operationId, expected.id)
    assert.deepEqual(named(found, 'query'), sorted(expected.query ?? []))
    assert.deepEqual(named(found, 'header'), sorted(expected.headers ?? []))
    for (const parameter of found.parameters ?? []) {
      assert.equal(parameter.required ?? false, parameter.in === 'path', parameter.name)
    }
  })

  void test(`${expected.id}: body`, () => {
    const { requestBody } = operation()
    if (expected.body === undefined) {
      assert.equal(requestBody, undefined)
      return
    }
    const schema = Object.values(requestBody?.content ?? {})[0]?.schema
    assert.deepEqual(fieldsOf(schema ?? {}), expected.body)
    assert.equal(requestBody?.required, expected.bodyOptional !== true)
  })

  void test(`${expected.id}: answers`, () => {
    const { responses, security } = operation()
    assert.deepEqual(sorted(Object.keys(responses)), sorted([String(expected.success), 'default']))
    assert.ok(responses['default']?.content?.['application/json'])
    assert.deepEqual(security, path === '/v3/auth/tokens' ? [] : undefined)
  })
}

void test('the download is no JSON', () => {
  const { responses } = operations.get('get /v2/{project_id}/export-tasks/{task_id}/download') ?? {}
  assert.deepEqual(Object.keys(responses?.['200']?.content ?? {}), ['application/octet-stream'])
})

void test('every schema can be compiled, every reference leads somewhere, and none is marked by words of our own', () => {
  const ajv = new Ajv2020({ strict: false, formats: { binary: true } })
  ajv.addSchema(document, 'openapi')
  const look = (value: unknown, pointer: string) => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      const inside = `${pointer}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`
      assert.ok(!['x-ignore-case', 'x-rule', 'x-check', 'nullable'].includes(name), inside)
      if (name === 'schema') ajv.compile({ $ref: `openapi#${inside}` })
      else look(inner, inside)
    }
  }
  look(document, '')
})
