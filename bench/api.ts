/**
 * What callers wait for, on one server with many users:
 *
 *   npm run bench:api -- --users 1000000 --runs 5
 *
 * Starting on an initialised directory; exporting a hundred users found by name; polling tasks 200 times a second while two
 * exports of all users run; downloading a file, beside nginx (where it is installed); ordering exports at 50 connections,
 * beside single-row commits through a pool of the same size. A line of JSON each. --data-dir is kept and seeded where empty.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import pg from 'pg'

import { type ApiClient } from '../src/client/api-client.ts'
import { deleteTask, findTask, orderExport } from '../src/client/export-users.ts'
import { withDatabase } from '../src/commands/open-database.ts'
import { readSettings } from '../src/config.ts'
import { createLog } from '../src/log.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'
import { NGINX, withNginx } from './nginx.ts'
import { median } from './writers/summary.ts'

const CONNECTIONS = 50
const ORDERS = 1000
const POLLS_PER_SECOND = 200

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    'data-dir': { type: 'string' },
  },
})
const runs = Number(options.runs)
const users = Number(options.users)
const dataDir = options['data-dir'] ?? (await mkdtemp(path.join(tmpdir(), 'muster-bench-')))
try {
  await withBenchServer({ users, dataDir }, async () => {})
  const starts: number[] = []
  for (let run = 0; run < runs; run++) {
    const began = performance.now()
    await withBenchServer({ dataDir }, async () => void starts.push(performance.now() - began))
  }
  say('start to readyz', { ms: Math.round(median(starts)) })
  await withBenchServer({ dataDir }, async (server) => {
    await exportByName(server)
    await download(server, await pollWhileExporting(server))
    await orderMany(server)
  })
} finally {
  if (options['data-dir'] === undefined) await rm(dataDir, { recursive: true })
}

async function exportByName({ client, projectId }: BenchServer): Promise<void> {
  const { users: some } = await client.json<{ users: { user_name: string }[] }>(
    'GET',
    `/v2/${projectId}/users?limit=100&offset=5000`,
  )
  const filter = { user_names: some.map((user) => user.user_name), active_type: 'ALL' }
  const times: number[] = []
  for (let run = 0; run < runs * 2; run++) {
    const began = performance.now()
    await ended(client, projectId, await orderExport(client, projectId, filter), 2)
    times.push(performance.now() - began)
  }
  say('100 users by name, from the request to SUCCESS', { ms: Math.round(median(times)), users })
}

async function ended(client: ApiClient, projectId: string, taskId: string, pause: number): Promise<void> {
  for (;;) {
    const task = await findTask(client, projectId, taskId)
    if (task.status === 'SUCCESS') return
    if (task.status !== 'CREATING') throw new Error(`${task.status}: ${task.fail_reason}`)
    await sleep(pause)
  }
}

/** Orders exports of nobody, each signed beforehand. */
async function orderMany({ client, projectId, env }: BenchServer): Promise<void> {
  const settings = readSettings(env)
  const log = createLog('error', 'stderr')
  await withDatabase(settings, log, 'bench', async (reader, url) => {
    const pool = new pg.Pool({ connectionString: url, max: settings.MUSTER_DATABASE_CONNECTIONS })
    // A run that was broken off leaves it in a folder that is kept.
    await reader.query('DROP TABLE IF EXISTS bench_commits')
    await reader.query('CREATE TABLE bench_commits (id text PRIMARY KEY, at timestamptz DEFAULT now())')
    try {
      const ratios: number[] = []
      const rates = { orders: [] as number[], commits: [] as number[] }
      for (let run = 0; run < runs; run++) {
        let n = 0
        const commits = await perSecond(() =>
          pool.query('INSERT INTO bench_commits (id) VALUES ($1)', [`${run}.${n++}`]),
        )
        const orders = await perSecond(() =>
          orderExport(client, projectId, { user_name: `nobody ${run}.${n++}`.replaceAll(' ', '') }),
        )
        rates.orders.push(orders)
        rates.commits.push(commits)
        ratios.push(orders / commits)
        await idle(reader)
      }
      say('exports ordered, of single-row commits', {
        orders_per_second: Math.round(median(rates.orders)),
        commits_per_second: Math.round(median(rates.commits)),
        ratio: Number(median(ratios).toFixed(2)),
      })
    } finally {
      await pool.end()
      await reader.query('DROP TABLE bench_commits')
    }
  })
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  let left = ORDERS
  const one = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  return (ORDERS * 1000) / (performance.now() - began)
}

/** Until all that was ordered has been done. */
async function idle(reader: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await reader.query(`SELECT 1 FROM export_tasks WHERE status = 'CREATING' LIMIT 1`)
    if (rows.length === 0) return
    await sleep(200)
  }
}

/**
 * Latency counts from when a poll was due, so that a pause of the server is felt by all that fall into it.
 *
 * @returns a task that has a file
 */
async function pollWhileExporting({ client, projectId }: BenchServer): Promise<string> {
  const tasks = [
    await orderExport(client, projectId, { active_type: 'ALL' }),
    await orderExport(client, projectId, { active_type: 'ALL' }),
  ]
  const finished = new AbortController()
  const done = Promise.all(tasks.map((task) => ended(client, projectId, task, 200)))
  void done.finally(() => finished.abort())
  const latencies: number[] = []
  const polls: Promise<unknown>[] = []
  let failed = 0
  const began = performance.now()
  for (let n = 0; !finished.signal.aborted; n++) {
    const due = began + (n * 1000) / POLLS_PER_SECOND
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    polls.push(
      client
        .send('GET', `/v2/${projectId}/export-tasks?limit=20&offset=0`)
        .then((answer) => answer.text())
        // One that finds no connection in time is the slowest of all, and no reason to leave the server behind.
        .catch(() => failed++)
        .then(() => latencies.push(performance.now() - due)),
    )
  }
  await done
  await Promise.all(polls)
  latencies.sort((a, b) => a - b)
  const at = (share: number) => Number((latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1))
  const seconds = (performance.now() - began) / 1000
  say('ListExportTasks while two exports of all run', {
    polls: polls.length,
    failed,
    per_second: Math.round(polls.length / seconds),
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    both_seconds: Number(seconds.toFixed(1)),
  })
  const [first = '', second = ''] = tasks
  await deleteTask(client, projectId, second)
  return first
}

async function download({ client, projectId }: BenchServer, taskId: string): Promise<void> {
  if (!existsSync(NGINX)) {
    say('download', { skipped: 'nginx is not installed' })
    return
  }
  const folder = path.join(dataDir, 'exports')
  const files = await Promise.all(
    (await readdir(folder, { recursive: true }))
      .filter((name) => name.endsWith('.xlsx'))
      .map(async (name) => ({ name, size: (await stat(path.join(folder, name))).size })),
  )
  const file = files.reduce((largest, one) => (one.size > largest.size ? one : largest))
  await withNginx(folder, async (endpoint) => {
    const ratios: number[] = []
    const rates = { muster: [] as number[], nginx: [] as number[] }
    for (let run = 0; run < runs; run++) {
      const answer = () => client.send('GET', `/v2/${projectId}/export-tasks/${taskId}/download`)
      const ours = await megabytesPerSecond(answer)
      const theirs = await megabytesPerSecond(() => fetch(`${endpoint}/${file.name}`))
      rates.muster.push(ours)
      rates.nginx.push(theirs)
      ratios.push(ours / theirs)
    }
    say('download, of nginx', {
      megabytes: Math.round(file.size / 1e6),
      mb_per_second: Math.round(median(rates.muster)),
      nginx_mb_per_second: Math.round(median(rates.nginx)),
      ratio: Number(median(ratios).toFixed(2)),
    })
  })
}

async function megabytesPerSecond(get: () => Promise<Response>): Promise<number> {
  const began = performance.now()
  const answer = await get()
  let bytes = 0
  for await (const chunk of answer.body ?? []) bytes += chunk.length
  return bytes / 1e3 / (performance.now() - began)
}

function say(step: string, figures: object): void {
  console.log(JSON.stringify({ step, ...figures }))
}
