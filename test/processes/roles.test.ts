/** API and worker as processes apart, over one database and one folder of files. */

import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import type { ApiClient } from '../../src/client/api-client.ts'
import { orderExport } from '../../src/client/export-users.ts'
import { type TestDatabase, cloneDatabase } from '../support/database.ts'
import { countRows, downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { credentials, testEnvironment } from '../support/settings.ts'
import { holdUsers } from '../support/sql.ts'
import { type DataDir, temporaryDataDir } from '../support/temporary-data-dir.ts'
import { plantUsers } from '../support/users.ts'

const { project_id: project } = credentials
const USERS = 200

let database: TestDatabase
let dataDir: DataDir
let api: MusterProcess
let client: ApiClient
const all: MusterProcess[] = []
/** Files that are to be there. */
const finished: string[] = []

function start(args: readonly string[], others: Readonly<Record<string, string>> = {}): MusterProcess {
  const started = new MusterProcess(
    args,
    testEnvironment({ dataDir: dataDir.path, databaseUrl: database.url }, others),
  )
  all.push(started)
  return started
}

before(async () => {
  database = await cloneDatabase()
  dataDir = await temporaryDataDir()
  await plantUsers({ databaseUrl: database.url, project }, USERS)
  api = start(['serve'], { MUSTER_ROLE: 'api' })
  client = await api.ready()
})
after(async () => {
  for (const each of all) await each.end('SIGKILL')
  await database?.drop()
  await dataDir?.remove()
})

void test('an export ordered at the API waits for a worker, who does it; the API gives the file', async () => {
  const id = await orderExport(client, project, { active_type: 'ALL' })
  await sleep(1500)
  const waiting = await waitForTask(client, id, () => true)
  assert.equal(waiting.status, 'CREATING')
  assert.equal(waiting.attempt, 0)
  const watching = await client.send('GET', `/v2/${project}/export-tasks/${id}/events`)

  const worker = start(['worker'])
  const ready = await worker.logged('ready')
  assert.deepEqual([ready['url'], ready['role']], [null, 'worker'])
  const task = await waitForTask(client, id)
  assert.equal(task.attempt, 1)
  assert.match(await watching.text(), /"status":"CREATING".*"status":"SUCCESS".*\n\n$/s)
  const { bytes, sha256 } = await downloadTask(client, id)
  assert.equal(sha256, task.sha256)
  assert.equal(bytes.length, task.file_size)
  assert.equal(countRows(bytes), USERS)
  assert.equal((await worker.logged('export finished'))['task_id'], id)
  assert.ok(!api.lines.some(({ msg }) => msg.startsWith('export ')))
  finished.push(`${id}.1.xlsx`)
  const { code, stderr } = await worker.end('SIGTERM')
  assert.deepEqual([code, stderr], [0, ''])
})

void test('what a killed worker was at is taken up by another one', async () => {
  const workers = [start(['worker']), start(['worker'])]
  await Promise.all(workers.map((worker) => worker.logged('ready')))
  // Nobody gets further than to the first look at the users.
  const held = await holdUsers({ databaseUrl: database.url })
  const id = await orderExport(client, project, { active_type: 'ALL' })
  await Promise.race(workers.map((worker) => worker.logged('export started')))
  const [killed, other] = workers[0]?.lines.some(({ msg }) => msg === 'export started')
    ? workers
    : workers.toReversed()
  await killed?.end('SIGKILL')
  const began = Date.now()
  await held.release()

  const task = await waitForTask(client, id)
  assert.ok(Date.now() - began < 20_000, `${Date.now() - began} ms`)
  assert.equal(task.attempt, 2)
  assert.equal((await other?.logged('export finished'))?.['task_id'], id)
  assert.equal((await downloadTask(client, id)).sha256, task.sha256)
  finished.push(`${id}.2.xlsx`)
  await other?.end('SIGTERM')
})

void test('the API ends in order, and the files stay', async () => {
  const { code, stderr } = await api.end('SIGTERM')
  assert.deepEqual([code, stderr], [0, ''])
  assert.ok(api.lines.some(({ msg }) => msg === 'stopped'))
  const files = await readdir(path.join(dataDir.path, 'exports'))
  for (const name of finished) assert.ok(files.includes(name), `${name} in ${files.join(', ')}`)
})

for (const [args, role] of [
  [['serve'], 'api'],
  [['serve'], 'worker'],
  [['worker'], 'worker'],
] as const) {
  void test(`${args.join(' ')} as ${role} without MUSTER_DATABASE_URL is refused`, async () => {
    const refused = start(args, { MUSTER_DATABASE_URL: '', MUSTER_ROLE: role })
    const { code, stderr } = await refused.ended
    assert.equal(code, 1)
    assert.equal(
      stderr,
      `muster: MUSTER_ROLE=${role} needs MUSTER_DATABASE_URL: an embedded database serves one process only\n`,
    )
    assert.deepEqual(refused.lines, [])
  })
}
