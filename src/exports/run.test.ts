import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { after, beforeEach, test } from 'node:test'

import { unzipSync } from 'fflate'
import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import type { UserFilter } from '../directory/user-filter.ts'
import { FileStore } from '../storage/file-store.ts'
import { type Progress, type Run, runExport } from './run.ts'

const { url, database, project, addUsers } = await openTestDirectory()
const folder = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
after(() => rmSync(folder, { recursive: true }))
const store = await new FileStore(folder).open()

const run = (fileKey: string, filter: UserFilter = {}): Run => ({
  databaseUrl: url,
  role: 'muster_app',
  isDatabaseOurs: false,
  fileKey,
  task: {
    id: 'task',
    accountId: project.accountId,
    projectId: project.id,
    projectName: project.name,
    type: 'USERS',
    filter,
    scope: { enterprise_project_ids: null },
    language: 'en_US',
    createdBy: 'acme/admin',
    createdAt: new Date(),
  },
  engine: 'template',
  encoderThreads: 0,
  timeoutSeconds: 60,
})

const noWatch = { signal: new AbortController().signal, report: () => {} }

/** All that the workbook's sheets say. */
function textOf(key: string): string {
  const parts = unzipSync(readFileSync(path.join(folder, key)))
  return Object.entries(parts)
    .filter(([name]) => name.startsWith('xl/'))
    .map(([, bytes]) => Buffer.from(bytes).toString())
    .join('')
}

beforeEach(async () => {
  await database.deleteFrom('users').execute()
})

test('the file is durable under its key, and what is told of it is so', async () => {
  await addUsers(
    { user_name: 'alice' },
    { user_name: '王伟' },
    { user_name: 'elsewhere', project_id: 'other' },
  )
  const file = await runExport(run('a.1.xlsx'), store, noWatch)
  const bytes = readFileSync(path.join(folder, 'a.1.xlsx'))
  assert.deepEqual([file.rows, file.total, file.size, file.cutCells], [2, 2, bytes.length, 0])
  assert.equal(file.sha256, createHash('sha256').update(bytes).digest('hex'))
  const text = textOf('a.1.xlsx')
  assert.ok(text.includes('alice') && text.includes('王伟') && !text.includes('elsewhere'))
})

test('what a filter says stays text, whatever it is', async () => {
  await addUsers({ user_name: 'alice' }, { user_name: 'bob' })
  for (const user_name of ["'; DROP TABLE users; --", '$1', "E'\\x1f'", '\\', '%', '\n', '":']) {
    const { rows } = await runExport(run(`${crypto.randomUUID()}.xlsx`, { user_name }), store, noWatch)
    assert.equal(rows, 0, user_name)
  }
  const names = ['alice', 'it"s', '{}', "o'brien"]
  assert.equal((await runExport(run('names.1.xlsx', { user_names: names }), store, noWatch)).rows, 1)
})

/** Deletes two users, renames one and adds a hundred, by a process of its own: when it returns they are committed. */
function changeUsers(): void {
  const statement = `DELETE FROM users WHERE id IN ('u0', 'u1'); UPDATE users SET user_name = 'after' WHERE id = 'u2';
    INSERT INTO users (project_id, id, user_name) SELECT '${project.id}', 'n' || n, 'after' || n FROM generate_series(1, 100) AS n`
  const script = `import pg from 'pg'
    const client = new pg.Client(process.argv[1])
    await client.connect()
    await client.query(process.argv[2])
    await client.end()`
  execFileSync(process.execPath, ['--input-type=module', '-e', script, url, statement], {
    cwd: import.meta.dirname,
  })
}

test('nothing that changes during a run is in its file: one snapshot', async () => {
  const before = Array.from({ length: 500 }, (_, i) => ({ id: `u${i}`, user_name: `before${i}` }))
  await addUsers(...before)
  let changed = false
  const report = ({ rows }: Progress) => {
    if (rows > 0 || changed) return
    // The snapshot is taken and counted, and no row has been read yet: what follows is committed before one is.
    changed = true
    changeUsers()
  }
  const file = await runExport(run('snapshot.1.xlsx'), store, { ...noWatch, report })
  assert.ok(changed)
  assert.equal((await database.selectFrom('users').select('id').execute()).length, 598)
  assert.deepEqual([file.rows, file.total], [500, 500])
  const text = textOf('snapshot.1.xlsx')
  assert.ok(!text.includes('after'))
  assert.ok(before.every(({ user_name: name }) => text.includes(name)))
})

test('a run that is cancelled leaves no file, at whichever moment it is', async () => {
  await addUsers({ user_name: 'alice' })
  const early = AbortSignal.abort(new Error('stopped'))
  await assert.rejects(runExport(run('c.1.xlsx'), store, { ...noWatch, signal: early }), /stopped/)
  const cancelled = new AbortController()
  const report = () => cancelled.abort(new Error('stopped'))
  await assert.rejects(runExport(run('c.2.xlsx'), store, { signal: cancelled.signal, report }))
  assert.deepEqual(
    readdirSync(folder).filter((name) => /^(\.tmp-)?c\./.test(name)),
    [],
  )
})

const connections = async () => {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'muster export'`.execute(database)
  return rows[0]?.count
}

test('a run that cannot begin its file gives its connection back', async () => {
  const other = await store.create('busy.1.xlsx')
  await assert.rejects(runExport(run('busy.1.xlsx'), store, noWatch), { code: 'EEXIST' })
  await other.abort()
  // PostgreSQL shows an ended connection for a moment more.
  for (let wait = 10; wait < 1000 && (await connections()) !== 0; wait *= 2) await setTimeout(wait)
  assert.equal(await connections(), 0)
})
