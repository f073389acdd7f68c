import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { testLog } from '../../test/support/log.ts'
import { addTask, taskOf } from '../../test/support/tasks.ts'
import { FileStore } from '../storage/file-store.ts'
import { removeOrphans, sweep } from './sweep.ts'

const directory = await openTestDirectory()
const { database, pool } = directory
const folder = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
after(() => rmSync(folder, { recursive: true }))
const store = await new FileStore(folder).open()
const needs = { pool, store, log: testLog }

const HOUR = 3_600_000
const RECORD_SECONDS = 3600
const ago = (ms: number) => new Date(Date.now() - ms)

function addFile(name: string, ageMs = HOUR): void {
  writeFileSync(path.join(folder, name), 'x')
  utimesSync(path.join(folder, name), ago(ageMs), ago(ageMs))
}
const files = () => readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1))

beforeEach(async () => {
  await database.deleteFrom('export_tasks').execute()
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
})

const finished = (fileKey: string, expiredMs: number) => {
  addFile(fileKey)
  return addTask(directory, { status: 'SUCCESS', file_key: fileKey, expires_at: ago(expiredMs) })
}

test('an expired file goes, its record stays for a while; one in its time is untouched', async () => {
  const old = await finished('old.1.xlsx', 1000)
  const fresh = await finished('fresh.1.xlsx', -HOUR)
  await sweep(needs, RECORD_SECONDS)
  assert.deepEqual(files(), ['fresh.1.xlsx'])
  assert.ok((await taskOf(directory, old))?.purged_at)
  assert.equal((await taskOf(directory, fresh))?.purged_at, null)
})

test('a file that is gone already does not keep its task from being purged', async () => {
  const id = await addTask(directory, { status: 'SUCCESS', file_key: 'gone.1.xlsx', expires_at: ago(1) })
  await sweep(needs, RECORD_SECONDS)
  assert.ok((await taskOf(directory, id))?.purged_at)
})

test('records of expired and failed tasks go after their time, and no others', async () => {
  const long = 2 * RECORD_SECONDS * 1000
  const expired = await finished('a.1.xlsx', long)
  const failed = await addTask(directory, { status: 'FAIL', finished_at: ago(long) })
  const kept = [
    await finished('b.1.xlsx', RECORD_SECONDS * 500),
    await addTask(directory, { status: 'FAIL', finished_at: ago(RECORD_SECONDS * 500) }),
    await addTask(directory, { status: 'CREATING', created_at: ago(10 * long) }),
  ]
  await sweep(needs, RECORD_SECONDS)
  for (const id of [expired, failed]) assert.equal(await taskOf(directory, id), undefined)
  for (const id of kept) assert.ok(await taskOf(directory, id))
})

test('tokens go a day after they expired', async () => {
  const admin = await database.selectFrom('iam_users').selectAll().executeTakeFirstOrThrow()
  const token = (name: string, expiredMs: number) => ({
    token_hash: Buffer.from(name),
    account_id: admin.account_id,
    iam_user_id: admin.id,
    project_id: null,
    methods: ['password'],
    expires_at: ago(expiredMs),
  })
  await database
    .insertInto('tokens')
    .values([token('old', 25 * HOUR), token('late', 23 * HOUR)])
    .execute()
  await sweep(needs, RECORD_SECONDS)
  const left = await database.selectFrom('tokens').select('token_hash').execute()
  assert.deepEqual(
    left.map(({ token_hash: hash }) => String(hash)),
    ['late'],
  )
})

test('files that no task names go once nobody can be writing them; those of tasks stay', async () => {
  await finished('named.1.xlsx', -HOUR)
  addFile('lost.1.xlsx')
  addFile('.tmp-lost.2.xlsx')
  addFile('new.1.xlsx', 30_000)
  addFile('.tmp-new.2.xlsx', 30_000)
  await sweep(needs, RECORD_SECONDS)
  assert.deepEqual(files(), ['.tmp-new.2.xlsx', 'named.1.xlsx', 'new.1.xlsx'])
  await removeOrphans(needs, 0)
  assert.deepEqual(files(), ['named.1.xlsx'])
})

test('what the current attempt at a task is writing stays, however long nothing came; what an earlier one left goes', async () => {
  const id = await addTask(directory, { attempt: 2 })
  addFile(`.tmp-${id}.1.xlsx`)
  addFile(`${id}.1.xlsx`)
  addFile(`.tmp-${id}.2.xlsx`)
  await sweep(needs, RECORD_SECONDS)
  assert.deepEqual(files(), [`.tmp-${id}.2.xlsx`])
  // At the start of a one-machine server nobody is writing.
  await removeOrphans(needs, 0)
  assert.deepEqual(files(), [])
})
