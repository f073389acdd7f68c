/**
 * Memory of a worker does not depend on how many users there are, nor on how slowly their file is taken: a JavaScript heap of
 * 64 MB, a disk and an object storage that are slow. With a million users:
 *
 *   MUSTER_TEST_USERS=1000000 node --test --test-global-setup=test/support/global-setup.ts test/reliability/memory.test.ts
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'

import { orderExport } from '../../src/client/export-users.ts'
import { waitForTask } from '../support/exports-by-client.ts'
import { skipWithoutPostgres } from '../support/external-postgres.ts'
import { startFaultyProxy } from '../support/faulty-proxy.ts'
import type { MusterProcess } from '../support/muster-process.ts'
import { credentials } from '../support/settings.ts'
import { skipWithoutSwift, startSwift } from '../support/swift-server.ts'
import { Deployment } from './deployment.ts'

const { project_id: project } = credentials
const USERS = Number(process.env['MUSTER_TEST_USERS'] ?? 200_000)
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=64' }
/** What one export may take above the idle worker in megabytes. */
const ALLOWED = 60
const skipWithoutStrace =
  spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0 &&
  'strace is missing, or may not look at processes'

void test('with a heap of 64 MB', { skip: skipWithoutPostgres }, async (t) => {
  const deployment = await Deployment.start('file', { users: USERS })
  t.after(() => deployment.stop())
  const { client } = await deployment.startApi()

  /** Exports a hundred users, then all; tells what the latter took. */
  async function exportsAll(context: TestContext, worker: MusterProcess): Promise<void> {
    const few = await orderExport(client, project, { active_type: 'ALL', user_name: 'many0001' })
    await waitForTask(client, few)
    const idle = megabytes(worker.pid, 'VmRSS')
    const began = performance.now()
    const task = await waitForTask(
      client,
      await orderExport(client, project, { active_type: 'ALL' }),
      ({ status }) => status === 'SUCCESS',
      600,
    )
    const peak = megabytes(worker.pid, 'VmHWM')
    context.diagnostic(
      `${task.rows_total} users in ${((performance.now() - began) / 1000).toFixed(1)} s; idle ${idle} MB, at most ${peak} MB`,
    )
    assert.equal(task.rows_total, USERS)
    assert.ok(peak - idle <= ALLOWED, `${peak - idle} MB more`)
    await worker.end('SIGTERM')
  }

  await t.test('a quick disk', async (context) => {
    await exportsAll(context, await deployment.startWorker(SMALL_HEAP))
  })

  await t.test('a slow disk', { skip: skipWithoutStrace }, async (context) => {
    // Each write into the file takes 60 ms more. Detached (-D), so that the worker is the child that signals go to.
    const slow = ['-e', 'trace=pwrite64', '-e', 'inject=pwrite64:delay_enter=60000']
    const strace = ['strace', '-D', '-f', '--seccomp-bpf', '-o', '/dev/null', ...slow]
    await exportsAll(context, await deployment.startWorker(SMALL_HEAP, strace))
  })

  await t.test('a slow object storage', { skip: skipWithoutSwift }, async (context) => {
    const swift = await startSwift()
    context.after(() => swift.stop())
    const proxy = await startFaultyProxy(swift.port)
    context.after(() => proxy.stop())
    proxy.fault = (method) => (method === 'PUT' ? 'slow' : 'pass')
    const settings = { ...SMALL_HEAP, ...swift.settings, MUSTER_S3_ENDPOINT: proxy.url }
    await exportsAll(context, await deployment.startWorker(settings))
  })
})

/** VmRSS: resident now; VmHWM: at most so far (proc(5), status). */
function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] =
    new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1000)
}
