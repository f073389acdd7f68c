import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'

import { sql } from 'kysely'

import { eventWith } from '../../test/support/audit-events.ts'
import { openTestDirectory } from '../../test/support/directory.ts'
import { testLog } from '../../test/support/log.ts'
import { addTask, taskOf } from '../../test/support/tasks.ts'
import { FileStore } from '../storage/file-store.ts'
import { claimTask, failTask, publishFile, recordProgress } from './attempt.ts'
import { sweep } from './sweep.ts'
import { deleteTasks } from './task.ts'

// What Muster does with tasks by itself stands in the audit trail, in the transaction that does it.
const directory = await openTestDirectory()
const { database, pool, project } = directory
const folder = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
after(() => rmSync(folder, { recursive: true }))
const store = await new FileStore(folder).open()

const snapshotAt = new Date('2026-11-24T00:00:00.000Z')
const FILE = { snapshotAt, total: 7, rows: 7, size: 1234, sha256: 'f'.repeat(64), cutCells: 0 }
const ordered = { created_by: 'ac/me/li', created_by_id: 'id-of-li', request_id: 'the-order' }

beforeEach(async () => {
  await database.transaction().execute(async (transaction) => {
    await sql`SELECT set_config('muster.audit_retention', 'on', true)`.execute(transaction)
    await transaction.deleteFrom('audit_events').execute()
  })
})

/** In the order of their rows: several are of one millisecond. */
const events = () =>
  database
    .selectFrom('audit_events')
    .selectAll()
    .orderBy(sql`ctid`)
    .execute()

async function claimed(id: string) {
  const job = { account_id: project.accountId, project_id: project.id, task_id: id }
  const claim = await claimTask(database, job, 5)
  assert.ok(claim)
  return claim
}

const keptFor = (retentionSeconds: number) => ({ retentionSeconds, limits: { exports: 0, storedBytes: 0 } })

test('a finished export: rows, size, hash and attempts, on behalf of who ordered it, once', async () => {
  const id = await addTask(directory, { ...ordered, filter: '{"user_name":"li"}' })
  await claimed(id)
  const claim = await claimed(id)
  assert.equal(await publishFile(database, claim, FILE, keptFor(60)), true)
  assert.equal(await publishFile(database, claim, FILE, keptFor(60)), false)
  const [event, ...others] = await events()
  assert.deepEqual(others, [])
  assert.deepEqual(
    [event?.operation, event?.outcome, event?.resources, event?.request_id, event?.credential],
    ['ExportFinished', 'allowed', [id], 'the-order', 'worker'],
  )
  assert.deepEqual(
    [event?.principal, event?.user_name, event?.user_id, event?.is_account, event?.remote_address],
    ['ac/me/li', 'li', 'id-of-li', null, null],
  )
  assert.deepEqual(event?.details, {
    filter: { user_name: 'li' },
    enterprise_project_ids: null,
    rows: 7,
    bytes: 1234,
    sha256: FILE.sha256,
    snapshot_time: snapshotAt.toISOString(),
    attempts: 2,
  })
})

test('a failed export: why, and how far it was; of an attempt that was overtaken nothing', async () => {
  const id = await addTask(directory, ordered)
  const old = await claimed(id)
  const claim = await claimed(id)
  await recordProgress(database, claim, { snapshotAt, total: 7, rows: 5 })
  const failure = { code: 'WKS.00290012', reason: 'There is no space left for the file.', final: false }
  await failTask(database, old, failure)
  assert.deepEqual(await events(), [])
  await failTask(database, claim, failure)
  const [event] = await events()
  assert.deepEqual(
    [event?.operation, event?.outcome, event?.error_code, event?.details],
    ['ExportFailed', 'failed', failure.code, { filter: {}, rows: 5, attempts: 2, reason: failure.reason }],
  )
})

test('an event that cannot be stored keeps its task from finishing', async () => {
  const id = await addTask(directory)
  const claim = await claimed(id)
  const broken = { ...claim, origin: { ...claim.origin, operation: null as unknown as string } }
  await assert.rejects(publishFile(database, broken, FILE, keptFor(60)), { code: '23502' })
  assert.equal((await taskOf(directory, id))?.status, 'CREATING')
})

test('cancelled exports, by who deletes them; finished ones with their hash', async () => {
  const done = await addTask(directory, { status: 'SUCCESS', file_key: 'x', sha256: FILE.sha256 })
  const running = await addTask(directory, { attempt: 1, rows_written: 3 })
  const origin = eventWith(directory, { operation: 'DeleteExportTasks' })
  await deleteTasks(database, project.id, [done, running, 'none'], origin)
  const [deletion, cancelled, ...others] = await events()
  assert.deepEqual(others, [])
  assert.deepEqual(deletion?.resources.toSorted(), [done, running].toSorted())
  assert.deepEqual(deletion?.details, { sha256: { [done]: FILE.sha256 }, unknown: ['none'] })
  assert.deepEqual(
    [cancelled?.operation, cancelled?.resources, cancelled?.details, cancelled?.user_name],
    ['ExportCancelled', [running], { rows: 3, attempts: 1 }, 'admin'],
  )
})

test('a file that has expired: the hash of what is gone, once', async () => {
  const id = await addTask(directory, {
    ...ordered,
    status: 'SUCCESS',
    file_key: 'gone.xlsx',
    sha256: FILE.sha256,
    file_size: 9,
    rows_total: 2,
    expires_at: new Date(Date.now() - 1000),
  })
  await sweep({ pool, store, log: testLog }, 3600)
  await sweep({ pool, store, log: testLog }, 3600)
  const found = await events()
  assert.deepEqual(
    found.map(({ operation, credential, resources, details }) => [operation, credential, resources, details]),
    [['ExportExpired', 'sweeper', [id], { sha256: FILE.sha256, bytes: 9, rows: 2 }]],
  )
})
