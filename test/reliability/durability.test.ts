/** The order of system calls by which a file becomes the task's, seen from outside: strace on a worker. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { orderExport } from '../../src/client/export-users.ts'
import { waitForTask } from '../support/exports-by-client.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { startTestServer } from '../support/server.ts'
import { credentials, testEnvironment } from '../support/settings.ts'
import { plantUsers } from '../support/users.ts'

const { project_id: project } = credentials
const skip =
  spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0 &&
  'strace is missing, or may not look at processes'

test('write, fsync, rename, fsync of the folder, and only then the row says SUCCESS', { skip }, async (t) => {
  const server = await startTestServer({ MUSTER_ROLE: 'api' })
  t.after(() => server.stop())
  await plantUsers({ databaseUrl: server.databaseUrl, project }, 200)
  const log = path.join(scratchFolder(t), 'calls')
  const calls = 'trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2'
  // Detached (-D), so that the worker is the child that signals go to; with the names of files (-y).
  const strace = ['strace', '-D', '-f', '--seccomp-bpf', '-y', '-s', '2000', '-e', calls, '-o', log]
  const worker = new MusterProcess(['worker'], testEnvironment(server), strace)
  t.after(() => worker.end('SIGKILL'))
  await worker.logged('ready')
  const id = await orderExport(server.client, project, { active_type: 'ALL' })
  await waitForTask(server.client, id)
  await worker.end('SIGTERM')

  const folder = path.join(server.dataDir, 'exports')
  const file = `${id}.1.xlsx`
  const steps = {
    written: new RegExp(`p?write(64|v)?\\(\\d+<${folder}/\\.tmp-${file}>`),
    'file synced': new RegExp(`fsync\\(\\d+<${folder}/\\.tmp-${file}>`),
    renamed: new RegExp(`rename(at2?)?\\(.*/\\.tmp-${file}".*/${file}"`),
    'folder synced': new RegExp(`fsync\\(\\d+<${folder}>`),
    'row says SUCCESS': /(write|sendto|sendmsg).*update \\"export_tasks\\" set .*SUCCESS/,
  }
  const seen = readFileSync(log, 'utf8')
    .split('\n')
    // A call that another thread interrupts is two lines; it has returned with the second.
    .flatMap((line) => Object.entries(steps).flatMap(([step, pattern]) => (pattern.test(line) ? [step] : [])))
    .filter((step, index, all) => step !== all[index - 1])
  assert.deepEqual(seen, Object.keys(steps))
})
