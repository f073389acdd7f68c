import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers, startExport, waitForTask } from '../support/exports.ts'
import { createOtherAccount, createProject } from '../support/other-account.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { obtainToken } from '../support/tokens.ts'
import { createEnterpriseProject, createGroup, createUsers, userId } from '../support/users.ts'
import { withToken } from '../support/who.ts'

// Every id of one account in the hands of another, and of one project in another (OWASP API1).
const muster = await startMuster()
const other = await createOtherAccount(muster)
await createProject(muster, 'second')
await createEnterpriseProject(muster, 'ep-secret')
await createUsers(muster, [{ user_name: 'secret-name', description: 'secret-text' }])
const { task } = await exportUsers(muster, {})
const user = await userId(muster, 'secret-name')
const group = await createGroup(muster, 'secret-group')
const made = await muster.call('POST /v2/second/users', {
  body: { user_name: 'in-second', user_email: 'a@example.com' },
})
const { id: inSecond } = made.json<{ id: string }>()
const SECRETS = [
  'secret-name',
  'secret-text',
  'secret-group',
  task.task_id,
  task.file_name,
  String(task.sha256),
]

const foreign = (request: string, body?: object): Scenario => ({
  rule: `${request.replace(task.task_id, '{task}').replace(user, '{user}').replace(group, '{group}')} is forbidden to another account`,
  request,
  who: other.who,
  body,
  status: 403,
  code: 'APIGW.0302',
  lacks: SECRETS,
})
const download = (project: string) => `GET /v2/${project}/export-tasks/${task.task_id}/download`
scenarios(muster, [
  foreign('GET /v2/{p}/users'),
  foreign('POST /v2/{p}/users', { user_name: 'intruder', user_email: 'a@example.com' }),
  foreign('POST /v2/{p}/users/batch-create', {
    users: [{ user_name: 'intruder', user_email: 'a@example.com' }],
  }),
  foreign('POST /v3/{p}/users/export', {}),
  foreign(`GET /v2/{p}/users/${user}`),
  foreign(`PUT /v2/{p}/users/${user}`, { description: 'intruder' }),
  foreign(`DELETE /v2/{p}/users/${user}`),
  foreign('POST /v2/{p}/users/batch-delete', { user_ids: [user] }),
  foreign(`POST /v2/{p}/users/${user}/actions`, { op_type: 'LOCK' }),
  foreign('GET /v3/{p}/users/statistics'),
  foreign('GET /v2/{p}/groups'),
  foreign('POST /v2/{p}/groups', { group_name: 'intruder', platform_type: 'LOCAL' }),
  foreign(`PUT /v2/{p}/groups/${group}`, { description: 'intruder' }),
  foreign(`DELETE /v2/{p}/groups/${group}`),
  foreign('POST /v2/{p}/groups/batch-delete', { group_ids: [group] }),
  foreign(`GET /v2/{p}/groups/${group}/users`),
  foreign(`POST /v2/{p}/groups/${group}/actions`, { op_type: 'ADD', user_ids: [user] }),
  foreign('POST /v3/{p}/groups/export', {}),
  foreign(`GET /v3/{p}/groups/${group}/users/export`),
  ...[
    `GET /v2/second/users/${user}`,
    `DELETE /v2/second/users/${user}`,
    `PUT /v2/second/users/${user}`,
    `GET /v2/second/groups/${group}/users`,
    `PUT /v2/second/groups/${group}`,
    `DELETE /v2/second/groups/${group}`,
  ].map((request) => ({
    rule: `${request.replace(user, '{user}').replace(group, '{group}')} is unknown in another project of the account`,
    request,
    status: 400,
    code: request.includes('users/') ? 'WKS.00170312' : 'WKS.00170208',
    lacks: SECRETS,
  })),
  {
    rule: 'a user of one project is put into no group of another',
    request: `POST /v2/{p}/groups/${group}/actions`,
    body: { op_type: 'ADD', user_ids: [inSecond] },
    status: 400,
    code: 'WKS.00170312',
  },
  {
    rule: 'statistics of another account show nothing of it',
    request: `GET /v3/${other.project}/users/statistics`,
    who: other.who,
    status: 200,
    contains: ['"total_count":0', '"enterprise_projects":[]'],
  },
  {
    rule: 'groups of another account show nothing of it',
    request: `GET /v2/${other.project}/groups`,
    who: other.who,
    status: 200,
    contains: ['{"total_count":0,"user_groups":[]}'],
  },
  foreign('POST /v3/{p}/users/import', {}),
  foreign('GET /v2/{p}/users/template/download'),
  foreign('GET /v2/{p}/export-tasks'),
  foreign('GET /v3/{p}/audit-events'),
  foreign('GET /v3/{p}/webhook'),
  foreign('PUT /v3/{p}/webhook', { url: 'https://example.com' }),
  foreign('DELETE /v3/{p}/webhook'),
  foreign('POST /v2/{p}/export-tasks/batch-delete', { task_ids: [task.task_id] }),
  foreign(download('{p}')),
  foreign(`GET /v2/{p}/export-tasks/${task.task_id}/events`),
  {
    rule: 'another project’s task is watched by nobody',
    request: `GET /v2/${other.project}/export-tasks/${task.task_id}/events`,
    who: other.who,
    status: 404,
    code: 'WKS.00290001',
  },
  {
    rule: 'another project’s task is unknown, to another account',
    request: download(other.project),
    who: other.who,
    status: 404,
    code: 'WKS.00290001',
    lacks: SECRETS.filter((secret) => secret !== task.task_id),
  },
  {
    rule: 'another project’s task is unknown, to the same account as well',
    request: download('second'),
    status: 404,
    code: 'WKS.00290001',
  },
  {
    rule: 'lists of another account show nothing of it',
    request: `GET /v2/${other.project}/export-tasks?task_id=${task.task_id}`,
    who: other.who,
    status: 200,
    contains: ['{"export_tasks":[],"count":0}'],
  },
  {
    rule: 'events of another account show nothing of it',
    request: `GET /v3/${other.project}/audit-events?resource_id=${task.task_id}&outcome=allowed`,
    who: other.who,
    status: 200,
    contains: ['{"total_count":0,"audit_events":[]}'],
  },
  {
    rule: 'users of another account show nothing of it',
    request: `GET /v2/${other.project}/users`,
    who: other.who,
    status: 200,
    contains: ['{"total_count":0,"users":[]}'],
  },
  {
    rule: 'another account’s enterprise project is unknown',
    request: `POST /v3/${other.project}/users/export`,
    who: other.who,
    body: { enterprise_project_id: 'ep-secret' },
    status: 404,
    code: 'WKS.00290007',
  },
  {
    rule: 'a name taken in one project is free in another',
    request: 'POST /v2/second/users',
    body: { user_name: 'secret-name', user_email: 'a@example.com' },
    status: 201,
  },
  {
    rule: 'a list has only the users of its project',
    request: 'GET /v2/second/users?description=secret',
    status: 200,
    contains: ['"total_count":0'],
  },
])

void test('deleting by another project’s id deletes nothing', async () => {
  for (const [project, who] of [
    [other.project, other.who],
    ['second', undefined],
  ] as const) {
    const answer = await muster.call(`POST /v2/${project}/export-tasks/batch-delete`, {
      who,
      body: { task_ids: [task.task_id] },
    })
    assert.equal(answer.status, 200)
  }
  assert.equal((await muster.call(download('{p}'))).status, 200)
})

void test('an account’s administrator may use all of its projects, with a token of one of them too', async () => {
  const who = withToken(await obtainToken(muster, { project: { id: muster.project } }))
  assert.equal((await muster.call('GET /v2/second/users', { who })).status, 200)
  assert.equal((await muster.call(`GET /v2/${other.project}/users`, { who })).status, 403)
})

void test('the other account’s export has its users only, and its own name on it', async () => {
  const answer = await muster.call(`POST /v3/${other.project}/users/export`, {
    who: other.who,
    body: { active_type: 'ALL' },
  })
  const { task_id: id } = answer.json<{ task_id: string }>()
  for (;;) {
    const list = await muster.call(`GET /v2/${other.project}/export-tasks?task_id=${id}`, { who: other.who })
    const [found] = list.json<{ export_tasks: (typeof task)[] }>().export_tasks
    if (found?.status !== 'SUCCESS') continue
    assert.equal(found.rows_written, 0)
    assert.equal(found.created_by, 'globex/admin')
    break
  }
  await waitForTask(muster, await startExport(muster, {}))
})
