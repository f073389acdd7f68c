import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import { exportUsers } from '../support/exports.ts'
import { type GrantOrder, addIamUser, policyOf } from '../support/iam-users.ts'
import { runSql } from '../support/sql.ts'
import { createUsers, userId } from '../support/users.ts'
import { type Who, admin } from '../support/who.ts'

const muster = await startMuster()

/** Enterprise projects `1` and `2` beside the default one, with a user in each. */
for (const id of ['1', '2']) {
  await runSql(
    muster,
    `INSERT INTO enterprise_projects (account_id, id, name) SELECT account_id, $1, $1 FROM projects WHERE id = $2`,
    [id, muster.project],
  )
}
await createUsers(
  muster,
  ['0', '1', '2'].map((id) => ({ user_name: `in${id}`, enterprise_project_id: id })),
)

/** Every operation, by the least request that passes validation; what the permission alone decides. */
const OPERATIONS = {
  export: { request: 'POST /v3/{p}/users/export', body: {} },
  import: { request: 'POST /v3/{p}/users/import', body: {} },
  template: { request: 'GET /v2/{p}/users/template/download' },
  list: { request: 'GET /v2/{p}/users' },
  create: { request: 'POST /v2/{p}/users', body: { user_name: '!' } },
  batchCreate: { request: 'POST /v2/{p}/users/batch-create', body: { users: [] } },
  detail: { request: 'GET /v2/{p}/users/none' },
  update: { request: 'PUT /v2/{p}/users/none' },
  delete: { request: 'DELETE /v2/{p}/users/none' },
  batchDelete: { request: 'POST /v2/{p}/users/batch-delete', body: { user_ids: ['none'] } },
  operate: { request: 'POST /v2/{p}/users/none/actions', body: { op_type: 'LOCK' } },
  statistics: { request: 'GET /v3/{p}/users/statistics' },
  listGroups: { request: 'GET /v2/{p}/groups' },
  createGroup: { request: 'POST /v2/{p}/groups', body: { group_name: ';' } },
  updateGroup: { request: 'PUT /v2/{p}/groups/none' },
  deleteGroup: { request: 'DELETE /v2/{p}/groups/none' },
  batchDeleteGroups: { request: 'POST /v2/{p}/groups/batch-delete', body: { group_ids: ['none'] } },
  members: { request: 'GET /v2/{p}/groups/none/users' },
  operateGroup: {
    request: 'POST /v2/{p}/groups/none/actions',
    body: { op_type: 'ADD', user_ids: ['none'] },
  },
  exportGroups: { request: 'POST /v3/{p}/groups/export' },
  exportMembers: { request: 'GET /v3/{p}/groups/none/users/export' },
  listTasks: { request: 'GET /v2/{p}/export-tasks' },
  watch: { request: 'GET /v2/{p}/export-tasks/none/events' },
  download: { request: 'GET /v2/{p}/export-tasks/none/download' },
  deleteTasks: { request: 'POST /v2/{p}/export-tasks/batch-delete', body: { task_ids: ['none'] } },
  showWebhook: { request: 'GET /v3/{p}/webhook' },
  setWebhook: { request: 'PUT /v3/{p}/webhook', body: { url: 'none' } },
  deleteWebhook: { request: 'DELETE /v3/{p}/webhook' },
  decode: { request: 'POST /v5/decode-authorization-message', body: { encoded_message: 'x' } },
} as const

type Name = keyof typeof OPERATIONS
/** What a permitted request comes to: what is not there, or a body that breaks a rule, shows that the permission was. */
const PERMITTED: Record<Name, number> = {
  export: 200,
  import: 400,
  template: 200,
  list: 200,
  create: 400,
  batchCreate: 400,
  detail: 400,
  update: 400,
  delete: 400,
  batchDelete: 400,
  operate: 400,
  statistics: 200,
  listGroups: 200,
  createGroup: 400,
  updateGroup: 400,
  deleteGroup: 400,
  batchDeleteGroups: 400,
  members: 400,
  operateGroup: 400,
  exportGroups: 200,
  exportMembers: 400,
  listTasks: 200,
  watch: 404,
  download: 404,
  deleteTasks: 200,
  showWebhook: 404,
  setWebhook: 400,
  deleteWebhook: 404,
  decode: 400,
}
const ALL = Object.keys(OPERATIONS) as Name[]
const WORKSPACE = ALL.filter((name) => name !== 'decode')
const WEBHOOK: Name[] = ['showWebhook', 'setWebhook', 'deleteWebhook']
const USERS_AND_TASKS = WORKSPACE.filter((name) => !WEBHOOK.includes(name))
const READING: Name[] = [
  'template',
  'list',
  'detail',
  'statistics',
  'listGroups',
  'members',
  'listTasks',
  'watch',
  'showWebhook',
]
/** Of groups as such, which belong to the project as a whole. */
const GROUPS_THEMSELVES: Name[] = ['createGroup', 'updateGroup', 'deleteGroup', 'batchDeleteGroups']
const GROUPS: Name[] = [
  ...GROUPS_THEMSELVES,
  'listGroups',
  'members',
  'operateGroup',
  'exportGroups',
  'exportMembers',
]

interface Row {
  readonly who: string
  readonly grants: readonly GrantOrder[]
  readonly may: readonly Name[]
  /** Whose export of everything has which users. */
  readonly exports?: readonly string[]
}

const EVERYBODY = ['in0', 'in1', 'in2']
const MATRIX: readonly Row[] = [
  { who: 'wks_adm', grants: [{ policy: 'wks_adm' }], may: WORKSPACE, exports: EVERYBODY },
  { who: 'te_admin', grants: [{ policy: 'te_admin', scope: 'account' }], may: ALL, exports: EVERYBODY },
  { who: 'UserManager', grants: [{ policy: 'UserManager' }], may: USERS_AND_TASKS, exports: EVERYBODY },
  { who: 'ReadOnlyAccess', grants: [{ policy: 'ReadOnlyAccess' }], may: READING },
  { who: 'custom allow', grants: [{ policy: policyOf('Allow', 'workspace:users:export') }], may: ['export'] },
  {
    who: 'custom deny over allow',
    grants: [{ policy: 'wks_adm' }, { policy: policyOf('Deny', 'workspace:users:*') }],
    may: [...GROUPS, 'listTasks', 'watch', 'download', 'deleteTasks', ...WEBHOOK],
  },
  {
    who: 'enterprise project only',
    grants: [{ policy: 'UserManager', scope: 'enterprise_project', id: '1' }],
    may: USERS_AND_TASKS.filter((name) => !GROUPS_THEMSELVES.includes(name)),
    exports: ['in1'],
  },
  { who: 'another project', grants: [{ policy: 'wks_adm', scope: 'project', id: 'elsewhere' }], may: [] },
  { who: 'no grant', grants: [], may: [] },
]

// Everybody is made before the first test: nothing is awaited between tests.
const callers: (Row & { caller: Who })[] = []
for (const row of MATRIX) callers.push({ ...row, caller: await addIamUser(muster, row.who, row.grants) })
const onlyFirst = await addIamUser(muster, 'only the first', [
  { policy: 'UserManager', scope: 'enterprise_project', id: '1' },
])
const eve = await addIamUser(muster, 'eve', [{ policy: policyOf('Deny', 'workspace:users:export') }])
const mallory = await addIamUser(muster, 'mallory', [])

/** May do everything, and is not let in. */
const shutOut = {
  'a disabled user': await addIamUser(muster, 'disabled', [{ policy: 'wks_adm' }]),
  'an expired key': await addIamUser(muster, 'expired', [{ policy: 'wks_adm' }]),
  'a disabled key': await addIamUser(muster, 'disabled key', [{ policy: 'wks_adm' }]),
}
await runSql(muster, `UPDATE iam_users SET enabled = false WHERE name = 'disabled'`)
const keyOf = (name: string) => `(SELECT id FROM iam_users WHERE name = '${name}')`
await runSql(muster, `UPDATE access_keys SET expires_at = now() WHERE iam_user_id = ${keyOf('expired')}`)
await runSql(muster, `UPDATE access_keys SET enabled = false WHERE iam_user_id = ${keyOf('disabled key')}`)

for (const { who, caller, may } of callers) {
  for (const name of ALL) {
    const status = may.includes(name) ? PERMITTED[name] : 403
    void test(`${who}: ${name} is ${status}`, async () => {
      const { request, ...options } = OPERATIONS[name]
      const answer = await muster.call(request, { ...options, who: caller })
      assert.equal(answer.status, status, answer.text)
    })
  }
}

for (const [what, caller] of Object.entries(shutOut)) {
  for (const name of ALL) {
    void test(`${what}: ${name} is 401`, async () => {
      const { request, ...options } = OPERATIONS[name]
      const answer = await muster.call(request, { ...options, who: caller })
      assert.equal(answer.status, 401, answer.text)
    })
  }
}

for (const { who, caller, exports } of callers) {
  if (exports === undefined) continue
  void test(`${who}: an export of everything has ${exports.join(', ')}`, async () => {
    const { workbook } = await exportUsers(muster, { active_type: 'ALL' }, { who: caller })
    assert.deepEqual(
      workbook.rows.map((row) => row['Username']),
      exports,
    )
  })
}

for (const name of ALL) {
  void test(`the account: ${name} is ${PERMITTED[name]}`, async () => {
    const { request, ...options } = OPERATIONS[name]
    assert.equal((await muster.call(request, options)).status, PERMITTED[name])
  })
}

test('who has an enterprise project alone lists its users, and no others', async () => {
  const list = await muster.call('GET /v2/{p}/users', { who: onlyFirst })
  assert.deepEqual(
    list.json<{ users: { user_name: string }[] }>().users.map((user) => user.user_name),
    ['in1'],
  )
})

test('users of other enterprise projects are unknown to him, whatever he would do', async () => {
  const ids = await Promise.all(['in1', 'in2'].map((name) => userId(muster, name)))
  const [own = '', others = ''] = ids
  const requests = (id: string): [request: string, body: object | undefined, done: number][] => [
    [`GET /v2/{p}/users/${id}`, undefined, 200],
    [`PUT /v2/{p}/users/${id}`, { description: 'changed' }, 200],
    [`POST /v2/{p}/users/${id}/actions`, { op_type: 'LOCK' }, 204],
    ['POST /v2/{p}/users/batch-delete', { user_ids: [id] }, 204],
    [`DELETE /v2/{p}/users/${id}`, undefined, 400],
  ]
  for (const [request, body] of requests(others)) {
    const answer = await muster.call(request, { who: onlyFirst, body })
    assert.match(answer.text, /WKS\.00170312/, request)
  }
  const both = await muster.call('POST /v2/{p}/users/batch-delete', {
    who: onlyFirst,
    body: { user_ids: ids },
  })
  assert.equal(both.status, 400)
  const { user_detail: kept } = (await muster.call(`GET /v2/{p}/users/${others}`)).json<{
    user_detail: { description: unknown; locked: boolean }
  }>()
  assert.deepEqual([kept.description, kept.locked], [null, false])
  for (const [request, body, done] of requests(own)) {
    assert.equal((await muster.call(request, { who: onlyFirst, body })).status, done, request)
  }
  await createUsers(muster, [{ user_name: 'in1', enterprise_project_id: '1' }])
})

test('to ask for another enterprise project by its ID is refused, known or not', async () => {
  for (const id of ['0', '2', 'none']) {
    const asked = await muster.call('POST /v3/{p}/users/export', {
      who: onlyFirst,
      body: { enterprise_project_id: id },
    })
    assert.equal(asked.status, 403, id)
    assert.equal(
      (await muster.call(`GET /v2/{p}/users?enterprise_project_id=${id}`, { who: onlyFirst })).status,
      403,
      id,
    )
  }
})

test('another’s export is downloaded by who may export all that it contains', async () => {
  const everything = await exportUsers(muster, { active_type: 'ALL' }, { who: admin })
  const first = await exportUsers(muster, { active_type: 'ALL', enterprise_project_id: '1' }, { who: admin })
  const path = (id: string) => `GET /v2/{p}/export-tasks/${id}/download`
  assert.equal((await muster.call(path(first.task.task_id), { who: onlyFirst })).status, 200)
  assert.equal((await muster.call(path(everything.task.task_id), { who: onlyFirst })).status, 403)
})

test('a refusal names who, what and why, and its reason is decoded for its account', async () => {
  const refused = await muster.call('POST /v3/{p}/users/export', { who: eve })
  const body = refused.json<ErrorBody & { encoded_authorization_message: string }>()
  assert.equal(body.error_code, 'WKS.00081102')
  assert.match(
    body.error_msg,
    /^User: acme\/eve is not authorized to perform: workspace:users:export on resource: .* with an explicit deny in the /,
  )
  const decoded = await muster.call('POST /v5/decode-authorization-message', {
    body: { encoded_message: body.encoded_authorization_message },
  })
  const reason = JSON.parse(decoded.json<{ decoded_message: string }>().decoded_message) as Record<
    string,
    unknown
  >
  assert.equal(reason['action'], 'workspace:users:export')
  assert.equal(reason['request_id'], body.request_id)
  assert.match(String(reason['failure']), /^explicit deny by /)
})

test('a changed message is not decoded', async () => {
  const refused = await muster.call('GET /v2/{p}/users', { who: mallory })
  const message = refused.json<{ encoded_authorization_message: string }>().encoded_authorization_message
  const bytes = Buffer.from(message, 'base64')
  for (const at of [0, 4, 5, 20, 40, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    const answer = await muster.call('POST /v5/decode-authorization-message', {
      body: { encoded_message: changed.toString('base64') },
    })
    assert.equal(answer.status, 400)
    assert.equal(answer.json<ErrorBody>().error_code, 'STS5.1001')
  }
})
