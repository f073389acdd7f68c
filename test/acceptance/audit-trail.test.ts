import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { listEvents, waitForEvent } from '../support/audit.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import { download, exportUsers, startExport, waitForTask } from '../support/exports.ts'
import { addIamUser, policyOf } from '../support/iam-users.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { createIamGroup, createKey, createPolicy, createUser } from '../support/principals.ts'
import { credentials } from '../support/settings.ts'
import { passwordClaim } from '../support/tokens.ts'
import { createUsers } from '../support/users.ts'
import { nobody, signedBy, withToken } from '../support/who.ts'

// Who did what, from where, with which credential, to what, and what came of it.
const muster = await startMuster()
const other = await createOtherAccount(muster)
const exporter = await addIamUser(muster, 'exporter', [{ policy: 'UserManager' }])
const reader = await addIamUser(muster, 'reader', [{ policy: 'ReadOnlyAccess' }])
await createUsers(muster, [{ user_name: 'lin' }, { user_name: 'li' }])

const idOf = (answer: { headers: NodeJS.Dict<string | string[]> }) => String(answer.headers['x-request-id'])
const eventOf = (requestId: string) => waitForEvent(muster, { request_id: requestId })

void test('a change tells who made it, from where, with which key, by which request', async () => {
  const answer = await muster.call('POST /v2/{p}/users', {
    who: exporter,
    body: { user_name: 'made', user_email: 'made@example.com', description: 'a text' },
  })
  assert.equal(answer.status, 201, answer.text)
  const event = await eventOf(idOf(answer))
  const { id, time, user_id: userId, ...rest } = event
  assert.match(id, /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/)
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000)
  assert.match(userId, /^[0-9a-f]{32}$/)
  assert.deepEqual(rest, {
    project_id: muster.project,
    operation: 'CreateDesktopUser',
    action: 'workspace:users:create',
    outcome: 'allowed',
    status: 201,
    error_code: null,
    principal: 'acme/exporter',
    user_name: 'exporter',
    is_account: false,
    credential: 'EXPORTER000000000000',
    source_ip: '127.0.0.1',
    resource_ids: [answer.json<{ id: string }>().id],
    request_id: idOf(answer),
    details: { user_names: ['made'] },
  })
})

void test('a change that breaks a rule is recorded as failed, with its code', async () => {
  const answer = await muster.call('POST /v2/{p}/users', {
    body: { user_name: 'lin', user_email: 'a@example.com' },
  })
  assert.equal(answer.status, 400)
  const { outcome, status, error_code: code, is_account: isAccount } = await eventOf(idOf(answer))
  assert.deepEqual([outcome, status, code, isAccount], ['failed', 400, 'WKS.00170311', true])
})

void test('a refusal is recorded with the permission that was missing; a list that is allowed is not', async () => {
  const refused = await muster.call('POST /v3/{p}/users/export', { who: reader, body: { user_name: 'li' } })
  assert.equal(refused.status, 403)
  const event = await eventOf(idOf(refused))
  assert.deepEqual(
    [event.operation, event.action, event.outcome, event.status, event.error_code, event.user_name],
    ['ExportUsersNew', 'workspace:users:export', 'denied', 403, 'WKS.00081102', 'reader'],
  )
  const listed = await muster.call('GET /v2/{p}/users', { who: reader })
  assert.equal(listed.status, 200)
  const nothing = await addIamUser(muster, 'nothing', [])
  const denied = await muster.call('GET /v2/{p}/users', { who: nothing })
  assert.equal((await eventOf(idOf(denied))).operation, 'ListUsers')
  assert.equal((await listEvents(muster, { request_id: idOf(listed) })).total, 0)
})

void test('an export is recorded when it is ordered and when it is finished, under one request', async () => {
  const { task } = await exportUsers(muster, { user_name: 'li' }, { who: exporter })
  const { events } = await listEvents(muster, { resource_id: task.task_id })
  // Newest first: the administrator's download, the worker, the order.
  const [fetched, finished, ordered] = events
  assert.equal(events.length, 3)
  assert.deepEqual(
    events.map(({ operation }) => operation),
    ['DownloadExportFile', 'ExportFinished', 'ExportUsersNew'],
  )
  const filter = { user_name: 'li', active_type: 'USER_ACTIVATE' }
  assert.deepEqual(ordered?.details, {
    filter,
    enterprise_project_ids: null,
    language: 'en_US',
    repeated: false,
  })
  assert.deepEqual(finished?.details, {
    filter,
    enterprise_project_ids: null,
    rows: task.rows_total,
    bytes: task.file_size,
    sha256: task.sha256,
    snapshot_time: task.snapshot_time,
    attempts: 1,
  })
  assert.deepEqual(
    [finished?.credential, finished?.principal, finished?.source_ip, finished?.request_id],
    ['worker', 'acme/exporter', null, ordered?.request_id],
  )
  assert.equal(fetched?.user_name, credentials.user)
  assert.equal(fetched?.details['sha256'], task.sha256)
})

void test('each download is recorded, a resumed one as such; a HEAD and an unchanged file are none', async () => {
  const { task } = await exportUsers(muster, {})
  const target = `/v2/{p}/export-tasks/${task.task_id}/download`
  await muster.call(`HEAD ${target}`, { who: exporter })
  await muster.call(`GET ${target}`, { who: exporter, headers: { 'if-none-match': `"${task.sha256}"` } })
  await muster.call(`GET ${target}`, { who: exporter, headers: { range: 'bytes=10-19' } })
  await download(muster, task.task_id)
  const { events } = await listEvents(muster, {
    resource_id: task.task_id,
    operation: 'DownloadExportFile',
  })
  const size = task.file_size ?? 0
  assert.deepEqual(
    events.map(({ user_name: who, status, details: { from, to, resumed, ordered_by: by } }) => [
      who,
      status,
      from,
      to,
      resumed,
      by,
    ]),
    [
      ['admin', 200, 0, size - 1, false, 'acme/admin'],
      ['exporter', 206, 10, 19, true, 'acme/admin'],
      ['admin', 200, 0, size - 1, false, 'acme/admin'],
    ],
  )
})

void test('a repeated order is recorded as such', async () => {
  const options = { headers: { 'x-idempotency-key': 'again' } }
  const id = await startExport(muster, {}, options)
  assert.equal(await startExport(muster, {}, options), id)
  const { events } = await listEvents(muster, { resource_id: id, operation: 'ExportUsersNew' })
  assert.deepEqual(
    events.map(({ details }) => details['repeated']),
    [true, false],
  )
  await waitForTask(muster, id)
})

void test('deleted tasks are recorded with the hash of their files, unknown ones as such', async () => {
  const { task } = await exportUsers(muster, {})
  const answer = await muster.call('POST /v2/{p}/export-tasks/batch-delete', {
    body: { task_ids: [task.task_id, 'none'] },
  })
  const event = await eventOf(idOf(answer))
  assert.deepEqual(
    [event.operation, event.resource_ids, event.details],
    ['DeleteExportTasks', [task.task_id], { sha256: { [task.task_id]: task.sha256 }, unknown: ['none'] }],
  )
})

void test('a sign-in is recorded, and so is one that fails; of a user that is none nothing is', async () => {
  const right = await muster.call('POST /v3/auth/tokens', { who: nobody, body: passwordClaim() })
  assert.equal(right.status, 201)
  const signedIn = await eventOf(idOf(right))
  assert.deepEqual(
    [signedIn.operation, signedIn.credential, signedIn.outcome, signedIn.project_id, signedIn.user_name],
    ['KeystoneCreateUserTokenByPassword', 'password', 'allowed', null, credentials.user],
  )
  const wrong = await muster.call('POST /v3/auth/tokens', {
    who: nobody,
    body: passwordClaim({ user: { password: 'guessed-by-somebody' } }),
  })
  const failed = await eventOf(idOf(wrong))
  assert.deepEqual([failed.outcome, failed.status, failed.error_code], ['denied', 401, 'APIGW.0301'])
  const unknown = await muster.call('POST /v3/auth/tokens', {
    who: nobody,
    body: passwordClaim({ user: { name: 'is-none' } }),
  })
  assert.equal(unknown.status, 401)
  const again = await muster.call('POST /v3/auth/tokens', {
    who: nobody,
    body: passwordClaim({ user: { password: 'guessed-once-more' } }),
  })
  // They are stored one after the other.
  await eventOf(idOf(again))
  assert.equal((await listEvents(muster, { request_id: idOf(unknown) })).total, 0)
})

void test('a wrong signature of a known key is recorded; an unknown key belongs to nobody', async () => {
  const forged = await muster.call('GET /v2/{p}/users', {
    who: signedBy({ access_key: credentials.access_key, secret_key: 'wrong' }),
  })
  assert.equal(forged.status, 401)
  const event = await eventOf(idOf(forged))
  assert.deepEqual(
    [event.operation, event.outcome, event.status, event.credential],
    ['ListUsers', 'denied', 401, credentials.access_key],
  )
})

void test('no event has a password, a secret key or a token in it', async () => {
  const secrets = ['Passw0rd-of-a-user', 'guessed-wrongly', credentials.password, credentials.secret_key]
  const token = await muster.call('POST /v3/auth/tokens', { who: nobody, body: passwordClaim() })
  const text = String(token.headers['x-subject-token'])
  await muster.call('POST /v2/{p}/users', {
    who: withToken(text),
    body: { user_name: 'secretive', active_type: 'ADMIN_ACTIVATE', password: 'Passw0rd-of-a-user' },
  })
  await muster.call('POST /v2/{p}/users', {
    who: withToken(text),
    body: { user_name: '!', active_type: 'ADMIN_ACTIVATE', password: 'Passw0rd-of-a-user' },
  })
  const key = await muster.call('POST /v3.0/OS-CREDENTIAL/securitytokens', {
    body: { auth: { identity: { methods: ['token'], token: { id: text, duration_seconds: 900 } } } },
  })
  const { credential } = key.json<{ credential: Record<string, string> }>()
  secrets.push(text, credential['secret'] ?? '', credential['securitytoken'] ?? '')
  const second = await muster.call('POST /v3/auth/tokens', {
    who: nobody,
    body: { auth: { identity: { methods: ['token'], token: { id: text } } } },
  })
  assert.equal(second.status, 201)
  await muster.call('POST /v3/auth/tokens', {
    who: nobody,
    body: passwordClaim({ user: { password: 'guessed-wrongly' } }),
  })
  await muster.call('DELETE /v3/auth/tokens', {
    who: withToken(text),
    headers: { 'x-subject-token': text },
  })
  const all = JSON.stringify((await listEvents(muster, { limit: 1000 })).events)
  for (const operation of ['KeystoneRevokeToken', 'CreateTemporaryAccessKeyByToken']) {
    assert.ok(all.includes(operation), operation)
  }
  for (const secret of secrets) assert.ok(secret !== '' && !all.includes(secret), secret)
})

void test('changes of who may what are recorded: the account’s own, with the IDs of what they make and touch', async () => {
  const user = await createUser(muster, 'audited', { password: 'Passw0rd of audited' })
  const keys = await createKey(muster, user)
  const group = await createIamGroup(muster, 'of audited')
  const policy = await createPolicy(muster, 'policy of audited', 'workspace:users:list')
  const added = await muster.call(`PUT /v3/groups/${group}/users/${user}`)
  assert.equal(added.status, 204, added.text)
  const about = async (id: string) =>
    (await listEvents(muster, { resource_id: id })).events
      .map(({ operation, project_id: project }) => [operation, project])
      .toReversed()
  assert.deepEqual(await about(user), [
    ['CreateUser', null],
    ['CreatePermanentAccessKey', null],
    ['KeystoneAddUserToGroup', null],
  ])
  assert.deepEqual((await about(policy)).length, 1)
  assert.deepEqual((await about(keys.access_key)).length, 1)
  const all = JSON.stringify((await listEvents(muster, { limit: 1000 })).events)
  assert.ok(!all.includes('Passw0rd of audited') && !all.includes(keys.secret_key))
})

void test('another account sees none of it, and what it tried on us stands in its own trail', async () => {
  const tried = await muster.call('GET /v2/{p}/users', { who: other.who })
  assert.equal(tried.status, 403)
  const answer = await muster.call(`GET /v3/${other.project}/audit-events`, { who: other.who })
  assert.equal(answer.status, 200)
  const { audit_events: events } = answer.json<{
    audit_events: { request_id: string; principal: string; resource_ids: string[]; project_id: null }[]
  }>()
  assert.deepEqual(
    events.map((event) => [event.request_id, event.principal, event.resource_ids, event.project_id]),
    [[idOf(tried), 'globex/admin', [muster.project], null]],
  )
  assert.equal((await listEvents(muster, { request_id: idOf(tried) })).total, 0)
  assert.equal((await muster.call('GET /v3/{p}/audit-events', { who: other.who })).status, 403)
})

void test('who may read the trail: by action; account-wide events by a grant on the account', async () => {
  const grants = [
    ['full', [{ policy: 'wks_adm' }], 200, false],
    ['all', [{ policy: 'te_admin', scope: 'account' }], 200, true],
    ['viewer', [{ policy: 'ReadOnlyAccess' }], 200, false],
    ['own', [{ policy: policyOf('Allow', 'workspace:tenants:listAuditEvents') }], 200, false],
    ['manager', [{ policy: 'UserManager' }], 403, false],
    ['part', [{ policy: 'wks_adm', scope: 'enterprise_project', id: '0' }], 403, false],
  ] as const
  await muster.call('POST /v3/auth/tokens', { who: nobody, body: passwordClaim() })
  for (const [name, given, status, accountWide] of grants) {
    const who = await addIamUser(muster, `may-${name}`, given)
    const answer = await muster.call('GET /v3/{p}/audit-events?limit=1000', { who })
    assert.equal(answer.status, status, name)
    if (status !== 200) {
      assert.equal(answer.json<ErrorBody>().error_code, 'WKS.00081102')
      continue
    }
    const { events } = await listEvents(muster, { limit: 1000 }, { who })
    assert.equal(
      events.some(({ project_id: project }) => project === null),
      accountWide,
      name,
    )
    assert.ok(events.some(({ project_id: project }) => project === muster.project))
  }
})

void test('filters narrow, pages follow each other, newest first', async () => {
  const { total, events } = await listEvents(muster, { limit: 1000 })
  assert.equal(total, events.length)
  const times = events.map(({ time, id }) => `${time} ${id}`)
  assert.deepEqual(times, times.toSorted().toReversed())
  const middle = events[Math.floor(events.length / 2)]
  assert.ok(middle)
  const before = await listEvents(muster, { end_time: middle.time, limit: 1000 })
  const since = await listEvents(muster, {
    begin_time: middle.time,
    end_time: events[0]?.time ?? '',
    limit: 1000,
  })
  assert.ok(before.events.every(({ time }) => time < middle.time))
  assert.ok(since.events.every(({ time }) => time >= middle.time))
  assert.ok(before.total > 0 && since.total > 0)
  for (const [name, field] of [
    ['user_name', 'user_name'],
    ['operation', 'operation'],
    ['outcome', 'outcome'],
  ] as const) {
    const wanted: string = middle[field]
    const found = await listEvents(muster, { [name]: wanted, end_time: middle.time, limit: 1000 })
    assert.deepEqual(
      found.events.map(({ id }) => id),
      before.events.filter((event) => event[field] === wanted).map(({ id }) => id),
      name,
    )
  }
  const pages = [
    await listEvents(muster, { end_time: middle.time, limit: 2 }),
    await listEvents(muster, { end_time: middle.time, limit: 2, offset: 2 }),
  ]
  assert.deepEqual(
    pages.flatMap((page) => page.events.map(({ id }) => id)),
    before.events.slice(0, 4).map(({ id }) => id),
  )
  for (const wrong of ['begin_time=yesterday', 'outcome=maybe', 'limit=1001', 'limit=0']) {
    assert.equal((await muster.call(`GET /v3/{p}/audit-events?${wrong}`)).status, 400, wrong)
  }
})
