/**
 * Exports a million users over HTTP and says what it took:
 *
 *   npm run bench:export -- --users 1000000 --runs 3
 *
 * Beside each export, the same query's bare `COPY`, thrown away, and `COPY | gzip -1 > file`: what the workbook costs
 * over reading its rows. Starts a server of its own on embedded PostgreSQL in a temporary folder (or in --data-dir, which is kept and
 * seeded only where it is empty) and prints a line of JSON a run: seconds from POST to SUCCESS, rows per second,
 * bytes of the file, processor seconds and peak memory of the server and of PostgreSQL; last the medians of the ratios.
 */
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'

import { sql } from 'kysely'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import { ApiClient } from '../src/client/api-client.ts'
import { orderExport, waitForTask } from '../src/client/export-users.ts'
import { withDatabase } from '../src/commands/open-database.ts'
import { readSettings } from '../src/config.ts'
import type { StoredCredentials } from '../src/credentials.ts'
import { compileStatement } from '../src/database/compile.ts'
import { users } from '../src/exports/kinds/users.ts'
import { createLog } from '../src/log.ts'
import { median } from './writers/summary.ts'

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
  const log = createLog('error', 'stderr')
  await withDatabase(readSettings(env), log, 'bench', async (reader) => {
    const statement = await exportStatement(reader, credentials.project_id)
    const overCopy: number[] = []
    const overGzip: number[] = []
    for (let run = 0; run < Number(options.runs); run++) {
      const seconds = await measure(client, credentials.project_id)
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
      overCopy.push(seconds / (await timed('copy', () => pipeline(reader.query(copyTo(statement)), nowhere))))
      const file = createWriteStream(path.join(dataDir, 'bench.gz'))
      const gzip = () => pipeline(reader.query(copyTo(statement)), createGzip({ level: 1 }), file)
      overGzip.push(seconds / (await timed('copy | gzip -1', gzip)))
    }
    await rm(path.join(dataDir, 'bench.gz'))
    console.log(JSON.stringify({ step: 'medians', over_copy: median(overCopy), over_gzip: median(overGzip) }))
  })
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  if (options['data-dir'] === undefined) await rm(dataDir, { recursive: true })
}

/** The COPY that an export of all users makes, in a session that may see them. */
async function exportStatement(client: pg.Client, projectId: string): Promise<string> {
  await client.query(
    `SELECT set_config('muster.account_id', account_id, false), set_config('enable_incremental_sort', 'off', false)
     FROM projects WHERE id = $1`,
    [projectId],
  )
  const all = { projectId, filter: {}, scope: { enterprise_project_ids: null } }
  const { text } = compileStatement(users.rows(all, (value) => sql<string>`${sql.lit(value)}`))
  return `COPY (${text}) TO STDOUT (FORMAT text, DELIMITER E'\\x1f', NULL '')`
}

/** Does it and says what it took. @returns seconds */
async function timed(step: string, work: () => Promise<void>): Promise<number> {
  const before = await processor()
  const began = performance.now()
  await work()
  const seconds = (performance.now() - began) / 1000
  const after = await processor()
  const postgres = after.postgres - before.postgres
  console.log(
    JSON.stringify({ step, seconds: Number(seconds.toFixed(2)), postgres_cpu: Number(postgres.toFixed(2)) }),
  )
  return seconds
}

/** @returns seconds */
async function measure(client: ApiClient, projectId: string): Promise<number> {
  const peaks = { server: 0, postgres: 0 }
  const idle = await memory()
  const before = await processor()
  const watch = setInterval(() => void notePeak(peaks), 100)
  const began = performance.now()
  const taskId = await orderExport(client, projectId, { active_type: 'ALL' })
  const task = await waitForTask(client, projectId, taskId, {
    signal: AbortSignal.timeout(600_000),
    report: () => {},
  })
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  const after = await processor()
  const rows = task.rows_total ?? 0
  console.log(
    JSON.stringify({
      step: 'export',
      rows,
      seconds: Number(seconds.toFixed(2)),
      rows_per_second: Math.round(rows / seconds),
      server_cpu: Number((after.server - before.server).toFixed(2)),
      postgres_cpu: Number((after.postgres - before.postgres).toFixed(2)),
      file_mb: megabytes(task.file_size ?? 0),
      server_idle_mb: megabytes(idle.server),
      server_peak_mb: megabytes(peaks.server),
      postgres_peak_mb: megabytes(peaks.postgres),
    }),
  )
  return seconds
}

/** Processor seconds of the server and of its PostgreSQL since they started (proc(5), stat). */
async function processor(): Promise<{ server: number; postgres: number }> {
  const TICKS_A_SECOND = 100
  const ticks = async (pid: number, fields: number) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return values.slice(11, 11 + fields).reduce((sum, value) => sum + Number(value), 0)
  }
  const serverPid = server.pid ?? 0
  // utime, stime, and of a process that has ended what its parent keeps: cutime, cstime.
  const parts = await Promise.all((await descendants(serverPid)).map((pid) => ticks(pid, 4)))
  return {
    server: (await ticks(serverPid, 2)) / TICKS_A_SECOND,
    postgres: parts.reduce((sum, part) => sum + part, 0) / TICKS_A_SECOND,
  }
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
