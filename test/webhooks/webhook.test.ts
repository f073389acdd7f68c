import assert from 'node:assert/strict'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'

import { newId } from '../../src/ids.ts'
import { deliverNotice } from '../../src/webhooks/deliver.ts'
import { orderLeftDeliveries } from '../../src/webhooks/order-deliveries.ts'
import { type Muster, startMuster } from '../support/acceptance.ts'
import { findTask, startExport, waitForTask } from '../support/exports.ts'
import { runMuster } from '../support/command-line.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { testEnvironment } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { createUsers } from '../support/users.ts'
import { type Received, isSignedWith, startReceiver } from '../support/webhook-receiver.ts'

const muster = await startMuster({
  MUSTER_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
  MUSTER_EXPORT_ATTEMPTS: '1',
})
await createUsers(muster, [{ user_name: 'told' }])
const receiver = await startReceiver()
const REDIRECTED = 'The answer was HTTP 302: redirects are not followed.'
const SECRET = 'a-secret-of-the-receiver'

interface Webhook {
  readonly url: string
  readonly last_try_time: string | null
  readonly last_failure: string | null
  readonly secret?: string | null
}

const set = async (body: object): Promise<Webhook> =>
  (await muster.call('PUT /v3/{p}/webhook', { body })).json<Webhook>()

/** The webhook once its last try has been noted. */
async function tried(of: Muster, since: Webhook | null = null): Promise<Webhook> {
  for (;;) {
    const webhook = (await of.call('GET /v3/{p}/webhook')).json<Webhook>()
    if (webhook.last_try_time !== null && webhook.last_try_time !== since?.last_try_time) return webhook
  }
}

/** What an export sends: the notices that come until the last of them is taken. */
async function noticesOfExport(tries = 1): Promise<Received[]> {
  const before = receiver.received.length
  await startExport(muster, {})
  await receiver.count(before + tries)
  return receiver.received.slice(before)
}

const eventsOf = async (id: string) =>
  (await muster.call(`GET /v3/{p}/audit-events?resource_id=${id}`)).json<{
    audit_events: { operation: string; outcome: string; details: Record<string, unknown> }[]
  }>().audit_events

test('a webhook is set, shown without its secret, and deleted', async () => {
  assert.equal((await muster.call('GET /v3/{p}/webhook')).status, 404)
  const first = await set({ url: receiver.url })
  assert.match(String(first.secret), /^[\w-]{43}$/)
  const again = await set({ url: `${receiver.url}?x` })
  assert.equal(again.secret, null)
  const shown = await muster.call('GET /v3/{p}/webhook')
  assert.equal(shown.json<Webhook>().url, `${receiver.url}?x`)
  assert.ok(!shown.text.includes(String(first.secret)))
  assert.equal((await muster.call('DELETE /v3/{p}/webhook')).status, 204)
  assert.equal((await muster.call('DELETE /v3/{p}/webhook')).status, 404)
})

test('an export that succeeds is told of, signed, and the audit trail knows', async () => {
  await set({ url: receiver.url, secret: SECRET })
  const [notice] = await noticesOfExport()
  assert.ok(notice)
  assert.ok(isSignedWith(SECRET, notice))
  assert.ok(!isSignedWith(`${SECRET}.`, notice))
  const told = JSON.parse(notice.body) as Record<string, unknown>
  const task = await findTask(muster, String(told['task_id']))
  assert.ok(task)
  assert.deepEqual(told, {
    event: 'TASK_ENDED',
    project_id: muster.project,
    task_id: task.task_id,
    task_type: 'USERS',
    status: 'SUCCESS',
    file_name: task.file_name,
    rows_written: task.rows_written,
    file_size: task.file_size,
    sha256: task.sha256,
    snapshot_time: task.snapshot_time,
    create_time: task.create_time,
    end_time: task.end_time,
    expire_time: task.expire_time,
    error_code: null,
    fail_reason: null,
  })
  assert.equal((await tried(muster)).last_failure, null)
  const [delivered] = await eventsOf(task.task_id)
  assert.equal(delivered?.operation, 'WebhookDelivered')
  assert.deepEqual(delivered.details, {
    delivery_id: notice.headers['x-muster-delivery'],
    host: new URL(receiver.url).host,
  })
})

test('what is not taken comes again, under the same ID', async () => {
  await set({ url: receiver.url, secret: SECRET })
  receiver.answers.push(500)
  const notices = await noticesOfExport(2)
  assert.deepEqual(
    notices.map((notice) => isSignedWith(SECRET, notice)),
    [true, true],
  )
  assert.equal(new Set(notices.map(({ headers }) => headers['x-muster-delivery'])).size, 1)
  assert.equal(new Set(notices.map(({ body }) => body)).size, 1)
})

test('an export that fails is told of, with its reason', async () => {
  await set({ url: receiver.url, secret: SECRET })
  const folder = path.join(muster.dataDir, 'exports')
  await rename(folder, `${folder}.away`)
  const [notice] = await noticesOfExport()
  await rename(`${folder}.away`, folder)
  const { status, fail_reason: reason, sha256 } = JSON.parse(notice?.body ?? '{}') as Record<string, unknown>
  assert.deepEqual(
    { status, reason, sha256 },
    { status: 'FAIL', reason: 'The export could not be completed.', sha256: null },
  )
})

/** A notice that waits unordered, as a process leaves it that ends right after it has ended a task. */
async function leaveNotice(): Promise<{ account_id: string; project_id: string; delivery_id: string }> {
  const [left] = await runSql<{ account_id: string; project_id: string; delivery_id: string }>(
    muster,
    `INSERT INTO webhook_deliveries (id, project_id, account_id, task_id, notice, created_by, created_by_id, created_at)
     SELECT $1, id, account_id, 'deleted', '{"event":"TASK_ENDED"}', 'acme/admin', 'admin', now() - interval '31 seconds'
     FROM projects WHERE id = $2 RETURNING account_id, project_id, id AS delivery_id`,
    [newId(), muster.project],
  )
  assert.ok(left)
  return left
}

test('a notice goes out though its task is deleted and nobody has ordered it', async () => {
  await set({ url: receiver.url, secret: SECRET })
  const { delivery_id: id } = await leaveNotice()
  const before = receiver.received.length
  const { pool, queue } = muster.server.services
  await orderLeftDeliveries(pool, queue)
  await orderLeftDeliveries(pool, queue)
  await receiver.count(before + 1)
  await tried(muster)
  assert.equal(receiver.received.at(-1)?.headers['x-muster-delivery'], id)
  assert.equal(receiver.received.length, before + 1)
  assert.deepEqual(await runSql(muster, 'SELECT id FROM webhook_deliveries'), [])
})

test('redirects are not followed; what is given up waits no more, and the audit trail says why', async () => {
  await set({ url: receiver.url, secret: SECRET })
  receiver.answers.push(302)
  const { signal } = new AbortController()
  await deliverNotice(await leaveNotice(), { isLast: true, signal }, muster.server.services)
  assert.equal((await tried(muster)).last_failure, REDIRECTED)
  assert.deepEqual(await runSql(muster, 'SELECT id FROM webhook_deliveries'), [])
  const [event] = await eventsOf('deleted')
  assert.equal(event?.operation, 'WebhookFailed')
  assert.equal(event.outcome, 'failed')
  assert.equal(event.details['reason'], REDIRECTED)
})

test('a URL that no notice could go to is refused', async () => {
  for (const [url, why] of [
    ['ftp://example.com', /begins with https/],
    ['nonsense', /begins with https/],
    ['https://user:pw@example.com', /no user/],
    ['https://example.com/#x', /no fragment/],
    ['http://10.0.0.1/', /private/],
    ['http://0x0a.1/', /private/],
    ['http://[::1]/', /private/],
    ['http://169.254.169.254/latest', /private/],
  ] as const) {
    const answer = await muster.call('PUT /v3/{p}/webhook', { body: { url } })
    assert.equal(answer.status, 400, url)
    assert.match(answer.text, why)
  }
  const weak = await muster.call('PUT /v3/{p}/webhook', { body: { url: receiver.url, secret: 'short' } })
  assert.match(weak.text, /16-128/)
})

test('a name that leads to a private address is not called', async () => {
  const strict = await startMuster()
  const inside = receiver.url.replace('127.0.0.1', 'localhost')
  assert.equal((await strict.call('PUT /v3/{p}/webhook', { body: { url: inside } })).status, 200)
  const before = receiver.received.length
  await waitForTask(strict, await startExport(strict, {}))
  assert.equal((await tried(strict)).last_failure, 'The host has an address that webhooks may not call.')
  assert.equal(receiver.received.length, before)
})

test('another account has a webhook of its own, and sees no other', async () => {
  const other = await createOtherAccount(muster)
  const at = (method: string) => `${method} /v3/${other.project}/webhook`
  assert.equal((await muster.call(at('GET'), { who: other.who })).status, 404)
  assert.equal((await muster.call('GET /v3/{p}/webhook', { who: other.who })).status, 403)
  const body = { url: receiver.url }
  assert.equal((await muster.call(at('PUT'), { who: other.who, body })).status, 200)
  assert.equal((await muster.call(at('DELETE'), { who: other.who })).status, 204)
  assert.equal((await muster.call('GET /v3/{p}/webhook')).status, 200)
})

test('the command line sets one, tries it, and records that it did', async () => {
  const environment = testEnvironment(muster, { MUSTER_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' })
  const admin = (line: string) =>
    runMuster(['admin', 'webhook', ...line.split(' '), '--project', muster.project], { environment })
  const made = await admin(`set --url ${receiver.url} --secret ${SECRET}`)
  assert.deepEqual([made.code, made.stderr], [0, ''])
  const tryOut = await admin('test')
  assert.deepEqual(JSON.parse(tryOut.stdout), { url: receiver.url, status: 204 })
  const sent = receiver.received.at(-1)
  assert.ok(sent)
  assert.ok(isSignedWith(SECRET, sent))
  assert.match(sent.body, /^\{"event":"TEST",/)
  receiver.answers.push(404)
  const refused = await admin('test --lang zh_CN')
  assert.deepEqual([refused.code, refused.stdout], [1, ''])
  assert.match(refused.stderr, /未接收通知：The answer was HTTP 404\./)
  const trail = await muster.call('GET /v3/{p}/audit-events?operation=admin%20webhook%20set')
  assert.ok(!trail.text.includes(SECRET))
})
