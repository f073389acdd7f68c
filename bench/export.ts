/**
 * Exports a million users over HTTP and says what it took:
 *
 *   npm run bench:export -- --users 1000000 --runs 3
 *
 * Starts a server of its own on embedded PostgreSQL in a temporary folder (or in --data-dir, which is kept and
 * seeded only where it is empty) and prints a line of JSON a run: seconds from POST to SUCCESS, rows per second,
 * bytes of the file, peak memory of the server and of PostgreSQL.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

import { ApiClient } from '../src/client/api-client.ts'
import { orderExport, waitForTask } from '../src/client/export-users.ts'
import type { StoredCredentials } from '../src/credentials.ts'

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    'data-dir': { type: 'string' },
  },
})
const muster = new URL('../bin/muster', import.meta.url).pathname
const dataDir = options['data-dir'] ?? (await mkdtemp(path.join(tmpdir(), 'muster-bench-')))
// Polling without pause is not what the limits are for: they are lifted.
const env = {
  ...process.env,
  MUSTER_DATA_DIR: dataDir,
  MUSTER_PORT: '0',
  MUSTER_LIMIT_REQUESTS_PER_SECOND: '0',
  MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '0',
}

// Nothing is added where an earlier run with the same folder did; --users 0 skips even the look.
const seeded = await runToEnd(['seed', '--users', options.users])
console.log(JSON.stringify({ step: 'seed', ...JSON.parse(seeded) }))

const server = spawn(muster, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
try {
  await ready()
  const credentials = JSON.parse(
    await readFile(path.join(dataDir, 'credentials.json'), 'utf8'),
  ) as StoredCredentials
  const client = new ApiClient({
    endpoint: credentials.endpoint,
    accessKey: credentials.access_key,
    secretKey: credentials.secret_key,
  })
  for (let run = 0; run < Number(options.runs); run++) await measure(client, credentials.project_id)
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  if (options['data-dir'] === undefined) await rm(dataDir, { recursive: true })
}

async function measure(client: ApiClient, projectId: string): Promise<void> {
  const peaks = { server: 0, postgres: 0 }
  const idle = await memory()
  const watch = setInterval(() => void notePeak(peaks), 100)
  const began = performance.now()
  const taskId = await orderExport(client, projectId, { active_type: 'ALL' })
  const task = await waitForTask(client, projectId, taskId, {
    signal: AbortSignal.timeout(600_000),
    report: () => {},
  })
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  const rows = task.rows_total ?? 0
  console.log(
    JSON.stringify({
      step: 'export',
      rows,
      seconds: Number(seconds.toFixed(2)),
      rows_per_second: Math.round(rows / seconds),
      file_mb: megabytes(task.file_size ?? 0),
      server_idle_mb: megabytes(idle.server),
      server_peak_mb: megabytes(peaks.server),
      postgres_peak_mb: megabytes(peaks.postgres),
    }),
  )
}

async function notePeak(peaks: { server: number; postgres: number }): Promise<void> {
  const now = await memory()
  peaks.server = Math.max(peaks.server, now.server)
  peaks.postgres = Math.max(peaks.postgres, now.postgres)
}

/** Memory of the server and of its PostgreSQL in bytes, what processes share counted once (Linux, smaps_rollup). */
async function memory(): Promise<{ server: number; postgres: number }> {
  const serverPid = server.pid ?? 0
  const children = await descendants(serverPid)
  const parts = await Promise.all(children.map((pid) => proportional(pid)))
  return { server: await proportional(serverPid), postgres: parts.reduce((sum, part) => sum + part, 0) }
}

async function proportional(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
}

async function descendants(parent: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const isBelow = (pid: number): boolean => {
    const above = parents.get(pid)
    return above !== undefined && (above === parent || isBelow(above))
  }
  return [...parents.keys()].filter(isBelow)
}

async function ready(): Promise<void> {
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('"msg":"ready"')) break
  }
  // The log goes on; nobody reads it.
  server.stdout.resume()
}

async function runToEnd(args: string[]): Promise<string> {
  const child = spawn(muster, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of child.stdout) output += String(chunk)
  return output
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000)
}
