import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import pg from 'pg'

import { openTestDirectory } from '../../test/support/directory.ts'
import { testSettings } from '../../test/support/settings.ts'
import type { Run } from './run.ts'
import { ExportThreads, type RunningExport } from './threads.ts'

const { url, project, addUsers } = await openTestDirectory()
const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
const folder = path.join(dataDir, 'exports')
const threads = new ExportThreads(testSettings({ dataDir }))
after(async () => {
  await threads.close()
  rmSync(dataDir, { recursive: true })
})

const run = (fileKey: string, databaseUrl = url): Run => ({
  databaseUrl,
  role: 'muster_app',
  isDatabaseOurs: false,
  fileKey,
  task: {
    id: 'task',
    accountId: project.accountId,
    projectId: project.id,
    projectName: project.name,
    type: 'USERS',
    filter: {},
    scope: { enterprise_project_ids: null },
    language: 'en_US',
    createdBy: 'acme/admin',
    createdAt: new Date(),
  },
  engine: 'template',
  encoderThreads: 0,
  timeoutSeconds: 60,
})

/** Holds the table of users, so that a run does not get on, for as long as it takes to do something. */
async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('LOCK TABLE users IN ACCESS EXCLUSIVE MODE')
    return await work()
  } finally {
    await client.end()
  }
}

/** Waits until a run has begun its file. */
async function begun(fileKey: string): Promise<void> {
  while (!readdirSync(folder).includes(`.tmp-${fileKey}`)) await setTimeout(5)
}

before(() => addUsers({ user_name: 'alice' }))

test('a run ends with its file, and tells how far it was', async () => {
  const running = threads.run(run('a.1.xlsx'))
  const atFirst = running.progress
  assert.equal(atFirst, null)
  const file = await running.finished
  assert.equal(file.rows, 1)
  assert.ok(file.snapshotAt instanceof Date)
  assert.equal(running.progress?.total, 1)
  assert.ok(readdirSync(folder).includes('a.1.xlsx'))
})

test('a run that fails rejects with its code, and its thread serves the next', async () => {
  const nowhere = 'postgres://muster@127.0.0.1:1/muster'
  await assert.rejects(threads.run(run('b.1.xlsx', nowhere)).finished, { code: 'ECONNREFUSED' })
  const missing = url.replace(/\/test_\w+\?/, '/none?')
  assert.notEqual(missing, url)
  await assert.rejects(threads.run(run('b.2.xlsx', missing)).finished, { code: '3D000' })
  assert.equal((await threads.run(run('b.3.xlsx')).finished).rows, 1)
  assert.deepEqual(
    readdirSync(folder).filter((name) => /^(\.tmp-)?b\./.test(name)),
    ['b.3.xlsx'],
  )
})

test('a cancelled run rejects and leaves no file, and its thread serves the next', async () => {
  await whileHeld(async () => {
    const running = threads.run(run('c.1.xlsx'))
    await begun('c.1.xlsx')
    running.cancel()
    await assert.rejects(running.finished)
  })
  assert.deepEqual(
    readdirSync(folder).filter((name) => /^(\.tmp-)?c\./.test(name)),
    [],
  )
  assert.equal((await threads.run(run('c.2.xlsx')).finished).rows, 1)
})

test('to cancel a run that has ended does nothing to the one that its thread serves now', async () => {
  const first: RunningExport = threads.run(run('d.1.xlsx'))
  await first.finished
  const second = await whileHeld(async () => {
    const running = threads.run(run('d.2.xlsx'))
    await begun('d.2.xlsx')
    first.cancel()
    return running
  })
  assert.equal((await second.finished).rows, 1)
})

test('runs beyond the threads that were started have one of their own', async () => {
  const running = ['e.1.xlsx', 'e.2.xlsx', 'e.3.xlsx'].map((key) => threads.run(run(key)).finished)
  assert.deepEqual(
    (await Promise.all(running)).map(({ rows }) => rows),
    [1, 1, 1],
  )
})

test('closing breaks off what runs', async () => {
  await whileHeld(async () => {
    const running = threads.run(run('f.1.xlsx'))
    const rejected = assert.rejects(running.finished, /ended with code/)
    await begun('f.1.xlsx')
    await threads.close()
    await rejected
  })
})
