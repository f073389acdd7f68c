/** What a worker makes of disks, clocks, connections and object storages that fail: it stays up, says why, and recovers by itself. */

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { deleteTask, orderExport } from '../../src/client/export-users.ts'
import { downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { type Fault, startFaultyProxy } from '../support/faulty-proxy.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { type TestServer, startTestServer } from '../support/server.ts'
import { credentials, testEnvironment } from '../support/settings.ts'
import { hasFaketime, withClock } from '../support/shifted-clock.ts'
import { holdUsers, runSql } from '../support/sql.ts'
import { skipWithoutSwift, startSwift } from '../support/swift-server.ts'
import { plantUsers } from '../support/users.ts'

const { project_id: project } = credentials
const FIU = '/usr/bin/fiu-run'
const DAY_MS = 86_400_000

/** An API, and a worker apart from it, which is started by other words than usual. */
async function start(
  t: TestContext,
  {
    users,
    settings = {},
    prefix = [],
  }: { users: number; settings?: Record<string, string>; prefix?: readonly string[] },
): Promise<{ server: TestServer; worker: MusterProcess }> {
  const server = await startTestServer({ ...settings, MUSTER_ROLE: 'api' })
  t.after(() => server.stop())
  await plantUsers({ databaseUrl: server.databaseUrl, project }, users)
  const environment = testEnvironment(server, settings)
  const worker = new MusterProcess(['worker'], { ...environment, NODE_DISABLE_COMPILE_CACHE: '1' }, prefix)
  t.after(() => worker.end('SIGKILL'))
  await worker.logged('ready')
  return { server, worker }
}

const order = ({ client }: TestServer) => orderExport(client, project, { active_type: 'ALL' })

/** The task ends well, its file is what was published, and the worker has lived through it. */
async function endsWell({ client }: TestServer, worker: MusterProcess, id: string) {
  const task = await waitForTask(client, id)
  assert.equal((await downloadTask(client, id)).sha256, task.sha256)
  assert.ok(!worker.hasEnded)
  return task
}

const failures = ({ lines }: MusterProcess) =>
  lines.flatMap(({ msg, err }) =>
    msg === 'export attempt failed' ? [(err as { message: string }).message] : [],
  )

describe('faults', { concurrency: 2 }, () => {
  void test(
    'EIO of write, of fsync, of rename, every write cut short: three attempts fail and leave nothing, the fourth ends well',
    { skip: !existsSync(FIU) && 'fiu-utils is not installed' },
    async (t) => {
      const once = (name: string) => ['-c', `enable name=${name},failinfo=5,onetime`]
      const prefix = [
        FIU,
        '-x',
        '-c',
        'enable name=posix/io/rw/pwrite/reduce',
        ...once('posix/io/rw/pwrite'),
        ...once('posix/io/sync/fsync'),
        ...once('posix/io/dir/rename'),
      ]
      const { server, worker } = await start(t, {
        users: 500,
        prefix,
        settings: { MUSTER_EXPORT_ATTEMPTS: '4' },
      })
      const id = await order(server)
      const { attempt } = await endsWell(server, worker, id)
      assert.equal(attempt, 4, failures(worker).join())
      for (const [index, call] of ['write', 'fsync', 'rename'].entries())
        assert.match(failures(worker)[index] ?? '', new RegExp(`^EIO: i/o error, ${call}`))
      assert.deepEqual(readdirSync(path.join(server.dataDir, 'exports')), [`${id}.4.xlsx`])
    },
  )

  void test('all connections to PostgreSQL dropped in mid-export: the next attempt ends well', async (t) => {
    const { server, worker } = await start(t, { users: 500 })
    const held = await holdUsers(server)
    const id = await order(server)
    // What waits for the table holds the snapshot already.
    const reading = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
      AND application_name = 'muster export' AND wait_event_type = 'Lock'`
    while ((await runSql(server, reading)).length === 0) await sleep(50)
    await runSql(
      server,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'muster%'`,
    )
    await held.release()
    assert.equal((await fetch(`${server.url}/livez`)).status, 200)
    const { attempt } = await endsWell(server, worker, id)
    assert.equal(attempt, 2)
    assert.ok(worker.lines.some(({ msg }) => msg === 'database connection lost' || msg === 'work queue'))
  })

  void test('a connection that drops under the progress: a cancellation is learned of all the same', async (t) => {
    const { server, worker } = await start(t, { users: 500 })
    const held = await holdUsers(server)
    const id = await order(server)
    await worker.logged('export started')
    const waiting = `pg_stat_activity WHERE datname = current_database() AND application_name = 'muster'
      AND wait_event_type = 'Lock'`
    const row = new pg.Client({ connectionString: server.databaseUrl })
    await row.connect()
    await row.query('BEGIN')
    await row.query('SELECT 1 FROM export_tasks WHERE id = $1 FOR UPDATE', [id])
    while ((await runSql(server, `SELECT pg_terminate_backend(pid) FROM ${waiting}`)).length === 0)
      await sleep(50)
    await row.end()
    await worker.logged('progress not recorded')
    await deleteTask(server.client, project, id)
    const cancelled = await Promise.race([worker.logged('export cancelled'), sleep(10_000, null)])
    await held.release()
    assert.ok(cancelled !== null, 'the worker does not learn of it')
  })

  for (const [direction, days] of [
    ['ahead', 30],
    ['behind', -30],
  ] as const) {
    void test(
      `a worker whose clock is a month ${direction}: instants and expiry are PostgreSQL’s`,
      { skip: !hasFaketime && 'faketime is not installed' },
      async (t) => {
        const prefix = withClock(new Date(Date.now() + days * DAY_MS))
        const { server, worker } = await start(t, { users: 500, prefix })
        const before = Date.now()
        const task = await endsWell(server, worker, await order(server))
        const after = Date.now()
        for (const instant of [task.snapshot_time, task.end_time].map((text) => Date.parse(text ?? ''))) {
          assert.ok(before - 1000 <= instant && instant <= after + 1000, new Date(instant).toISOString())
        }
        const expiry = Date.parse(task.expire_time ?? '')
        assert.ok(Math.abs(expiry - after - 7 * DAY_MS) < 60_000, task.expire_time ?? '')
      },
    )
  }

  void test(
    'an object storage that answers 500 and 503, slowly, or cuts what it was sent: each is tried again',
    { skip: skipWithoutSwift },
    async (t) => {
      const swift = await startSwift()
      t.after(() => swift.stop())
      const proxy = await startFaultyProxy(swift.port)
      t.after(() => proxy.stop())
      const settings = { ...swift.settings, MUSTER_S3_ENDPOINT: proxy.url }
      const { server, worker } = await start(t, { users: 100_000, settings })
      const faults: Fault[] = ['broken', 'error', 'slow', 'cut']
      const failed = new Map<string, Fault>()
      // The first try of everything that is asked goes wrong, in turn in each of the ways.
      proxy.fault = (method, target) => {
        const asked = `${method} ${target}`
        if (failed.has(asked)) return 'pass'
        const fault = faults[failed.size % faults.length] ?? 'pass'
        // What has no body has nothing that could be cut.
        failed.set(asked, fault === 'cut' && method !== 'PUT' ? 'error' : fault)
        return failed.get(asked) ?? 'pass'
      }
      const { attempt } = await endsWell(server, worker, await order(server))
      assert.equal(attempt, 1, failures(worker).join())
      assert.deepEqual(new Set(failed.values()), new Set(faults), `${failed.size} requests`)
    },
  )
})
