import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'

import pg from 'pg'

import { openTestDirectory } from '../../test/support/directory.ts'
import { addTask, taskOf } from '../../test/support/tasks.ts'
import { claimTask } from '../exports/attempt.ts'
import { FileStore } from '../storage/file-store.ts'
import { uploadKey } from './order.ts'
import { runImport } from './run.ts'

const directory = await openTestDirectory()
const { url, database, project } = directory
const folder = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
after(() => rmSync(folder, { recursive: true }))
const store = await new FileStore(folder).open()

/** A task whose file is in the store. */
async function ordered(csv: string, others: object = {}): Promise<string> {
  const file = { name: 'users.csv', size: Buffer.byteLength(csv), sha256: 'x' }
  const id = await addTask(directory, {
    task_type: 'IMPORT',
    filter: JSON.stringify({ mode: 'upsert', dry_run: false, on_error: 'abort', file, ...others }),
  })
  const pending = await store.create(uploadKey(id))
  await pending.write(Buffer.from(csv))
  await pending.commit()
  return id
}

const claim = (id: string) =>
  claimTask(database, { account_id: project.accountId, project_id: project.id, task_id: id }, 5)

/** Claims the task and gives how its attempt is run. */
async function attempt(id: string) {
  const claimed = await claim(id)
  assert.ok(claimed)
  const run = {
    databaseUrl: url,
    role: 'muster_app',
    claim: claimed,
    timeoutSeconds: 60,
    keeping: { retentionSeconds: 60, limits: { exports: 0, storedBytes: 0 } },
  }
  return (signal = new AbortController().signal) => runImport(run, store, { signal, report: () => {} })
}

const names = async () =>
  (await database.selectFrom('users').select('user_name').orderBy('user_name').execute()).map(
    (user) => user.user_name,
  )
const filesOf = (id: string) =>
  readdirSync(folder).filter((name) => name.includes(id) && !name.endsWith('.upload'))

test('an attempt that was overtaken changes nothing and leaves no file; the next one does it, once', async () => {
  const id = await ordered('Username,Email\nfenced,a@b\n')
  const stale = await attempt(id)
  const current = await attempt(id)
  await assert.rejects(stale(), { name: 'TaskGone' })
  assert.deepEqual([await names(), filesOf(id)], [[], []])
  const result = await current()
  assert.deepEqual([result.created, result.applied], [1, true])
  assert.deepEqual([await names(), filesOf(id)], [['fenced'], [`${id}.2.xlsx`]])
  // Nothing is left to do, whoever is told to do it.
  assert.equal(await claim(id), null)
  await assert.rejects(stale(), { name: 'TaskGone' })
  assert.deepEqual((await taskOf(directory, id))?.result, result)
})

test('a user whom somebody else changes meanwhile is not overwritten: the attempt is to be made anew', async () => {
  await directory.addUsers({ user_name: 'contended', user_email: 'a@b', description: 'old' })
  const id = await ordered('Username,Description\ncontended,imported\n')
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query('BEGIN')
  await other.query(`UPDATE users SET description = 'theirs' WHERE user_name = 'contended'`)
  const run = await attempt(id)
  const running = assert.rejects(run(), { name: 'ChangedMeanwhile' })
  await untilWaiting()
  await other.query('COMMIT')
  await other.end()
  await running
  const again = await (await attempt(id))()
  assert.equal(again.updated, 1)
  const user = await database
    .selectFrom('users')
    .select('description')
    .where('user_name', '=', 'contended')
    .executeTakeFirst()
  assert.equal(user?.description, 'imported')
})

/** Waits until the import waits for somebody's lock. */
async function untilWaiting(): Promise<void> {
  for (let round = 0; round < 300; round++) {
    const { rows } = await directory.pool.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'muster import' AND wait_event_type = 'Lock'`,
    )
    if (rows.length > 0) return
    await sleep(100)
  }
  assert.fail('the import does not wait')
}

test('a cancelled import has changed nothing', async () => {
  const id = await ordered('Username,Email\ncancelled,a@b\n')
  const run = await attempt(id)
  const cancelled = AbortSignal.abort(new Error('enough'))
  await assert.rejects(run(cancelled), /enough/)
  assert.ok(!(await names()).includes('cancelled'))
  assert.deepEqual(filesOf(id), [])
})

test('rows of enterprise projects that the caller may not import are refused', async () => {
  await database
    .insertInto('enterprise_projects')
    .values({ account_id: project.accountId, id: 'theirs', name: 'theirs' })
    .execute()
  await directory.addUsers({ user_name: 'of.theirs', enterprise_project_id: 'theirs', user_email: 'a@b' })
  const id = await ordered(
    'Username,Email,Enterprise Project ID\nnew.theirs,a@b,theirs\nof.theirs,c@d,0\nmine,a@b,\n',
    { on_error: 'skip' },
  )
  await database
    .updateTable('export_tasks')
    .set({ scope: '{"enterprise_project_ids":["0"]}' })
    .where('id', '=', id)
    .execute()
  const { created, updated, refused } = await (await attempt(id))()
  assert.deepEqual([created, updated, refused], [1, 0, 2])
})
