/** A server that ends in the middle of an export, and what the next one makes of it. */

import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import type { ApiClient } from '../../src/client/api-client.ts'
import { orderExport } from '../../src/client/export-users.ts'
import { countRows, downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { type Ended, MusterProcess } from '../support/muster-process.ts'
import { credentials, testEnvironment } from '../support/settings.ts'
import { type DataDir, temporaryDataDir } from '../support/temporary-data-dir.ts'

const { project_id: project } = credentials
const USERS = 100_000

let dataDir: DataDir
let server: MusterProcess
let client: ApiClient
const all: MusterProcess[] = []
/** Tasks whose files are to be there. */
const finished: string[] = []

function start(...args: string[]): MusterProcess {
  const started = new MusterProcess(args, testEnvironment({ dataDir: dataDir.path }))
  all.push(started)
  return started
}

const files = () => readdir(path.join(dataDir.path, 'exports'))

before(async () => {
  dataDir = await temporaryDataDir()
  server = start('serve')
  client = await server.ready()
  const seed = await start('seed', '--users', String(USERS)).ended
  assert.equal(seed.code, 0, seed.stderr)
})
after(async () => {
  for (const each of all) await each.end('SIGKILL')
  await dataDir?.remove()
})

/** Orders an export and ends the server once a good part of its file is written. */
async function endInMidExport(signal: NodeJS.Signals): Promise<{ id: string; ended: Ended }> {
  const id = await orderExport(client, project, { active_type: 'ALL' })
  const pending = path.join(dataDir.path, 'exports', `.tmp-${id}.1.xlsx`)
  for (const deadline = Date.now() + 60_000; ; await sleep(2)) {
    const written = await stat(pending).catch(() => null)
    if ((written?.size ?? 0) > 1_000_000) break
    assert.ok(Date.now() < deadline, 'the export does not begin')
  }
  return { id, ended: await server.end(signal) }
}

/** Starts the server again: it ends the task well. */
async function startAgain(id: string): Promise<void> {
  server = start('serve')
  client = await server.ready()
  const task = await waitForTask(client, id)
  assert.equal(task.attempt, 2)
  assert.equal(task.rows_total, USERS)
  assert.equal(task.rows_written, USERS)
  const { bytes, sha256 } = await downloadTask(client, id)
  assert.equal(sha256, task.sha256)
  assert.equal(bytes.length, task.file_size)
  assert.equal(countRows(bytes), USERS)
  finished.push(id)
  // Neither a pending file nor one that no task names.
  assert.deepEqual((await files()).toSorted(), finished.map((task_id) => `${task_id}.2.xlsx`).toSorted())
}

void test('kill -9 in the middle of an export: the next start ends the task in SUCCESS', async () => {
  const { id, ended } = await endInMidExport('SIGKILL')
  assert.equal(ended.signal, 'SIGKILL')
  assert.ok(
    (await files()).some((name) => name.startsWith('.tmp-')),
    'killed too late',
  )
  await startAgain(id)
  assert.ok(server.lines.some(({ msg }) => msg === 'task taken up again'))
})

void test('SIGTERM in the middle of an export: an end in order, and the next start ends the task', async () => {
  const { id, ended } = await endInMidExport('SIGTERM')
  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  const stopping = server.lines.find(({ msg }) => msg === 'stopping')
  const stopped = server.lines.find(({ msg }) => msg === 'stopped')
  const took = Date.parse(String(stopped?.['time'])) - Date.parse(String(stopping?.['time']))
  assert.ok(took < 10_000, `${took} ms`)
  assert.ok((await files()).length <= finished.length + 1)
  assert.ok(!(await files()).includes(`${id}.1.xlsx`), 'stopped too late')
  await startAgain(id)
})
