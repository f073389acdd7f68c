/**
 * Exports a million users over HTTP and says what it took:
 *
 *   npm run bench:export -- --users 1000000 --runs 3
 *
 * Beside each export, the same query's bare `COPY`, thrown away, and `COPY | gzip -1 > file`: what the workbook costs
 * over reading its rows; and the cheapest `COPY` of the same columns: as they lie in the table, groups as their numbers, in the
 * same order, and in none. Starts a server of its own on embedded PostgreSQL in a temporary folder (or in --data-dir, which is kept and
 * seeded only where it is empty) and prints a line of JSON a run: seconds from POST to SUCCESS, rows per second,
 * bytes of the file, processor seconds and peak memory of the server and of PostgreSQL; last the medians of the ratios.
 */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'

import { sql } from 'kysely'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import { findTask, orderExport } from '../src/client/export-users.ts'
import { withDatabase } from '../src/commands/open-database.ts'
import { readSettings } from '../src/config.ts'
import { compileStatement } from '../src/database/compile.ts'
import { users } from '../src/exports/kinds/users.ts'
import { createLog } from '../src/log.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'
import { megabytes, memoryOf, processorOf, withPeakMemory } from './process-figures.ts'
import { median } from './writers/summary.ts'

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    'data-dir': { type: 'string' },
  },
})
await withBenchServer({ users: Number(options.users), dataDir: options['data-dir'] }, async (server) => {
  const log = createLog('error', 'stderr')
  await withDatabase(readSettings(server.env), log, 'bench', async (reader) => {
    const statement = await exportStatement(reader, server.projectId)
    const overCopy: number[] = []
    const overGzip: number[] = []
    const overPlain: number[] = []
    const overUnordered: number[] = []
    for (let run = 0; run < Number(options.runs); run++) {
      const seconds = await measure(server)
      const copy = (query: string) => () => pipeline(reader.query(copyTo(query)), nowhere())
      const bare = await timed(server, 'copy', copy(statement))
      overCopy.push(seconds / bare)
      overPlain.push(
        bare / (await timed(server, 'columns as they are', copy(plainStatement(server.projectId)))),
      )
      const unordered = plainStatement(server.projectId, '')
      overUnordered.push(bare / (await timed(server, 'columns as they are, in no order', copy(unordered))))
      const file = createWriteStream(path.join(server.dataDir, 'bench.gz'))
      const gzip = () => pipeline(reader.query(copyTo(statement)), createGzip({ level: 1 }), file)
      overGzip.push(seconds / (await timed(server, 'copy | gzip -1', gzip)))
    }
    await rm(path.join(server.dataDir, 'bench.gz'), { force: true })
    console.log(
      JSON.stringify({
        step: 'medians',
        over_copy: median(overCopy),
        over_gzip: median(overGzip),
        copy_over_plain: median(overPlain),
        copy_over_unordered: median(overUnordered),
      }),
    )
  })
})

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}

/** The columns of the workbook with nothing made of them. */
function plainStatement(projectId: string, order = 'ORDER BY user_name_key, id'): string {
  return `COPY (
    SELECT user_name, user_email, user_phone, description, active_type, group_numbers, domain, locked,
      total_desktops, share_space_subscription, share_space_desktops, account_expires, password_never_expired,
      enable_change_password, next_login_change_password, enterprise_project_id, created_at, id
    FROM users WHERE project_id = '${projectId}' ${order}) TO STDOUT`
}

/** The COPY that an export of all users makes, in a session that may see them. */
async function exportStatement(client: pg.Client, projectId: string): Promise<string> {
  await client.query(
    `SELECT set_config('muster.account_id', account_id, false), set_config('enable_incremental_sort', 'off', false),
       set_config('max_parallel_workers_per_gather', '0', false)
     FROM projects WHERE id = $1`,
    [projectId],
  )
  const all = { projectId, filter: {}, scope: { enterprise_project_ids: null } }
  const { text } = compileStatement(users.rows(all, (value) => sql<string>`${sql.lit(value)}`))
  return `COPY (${text}) TO STDOUT (FORMAT text, DELIMITER E'\\x1f', NULL '')`
}

/** Does it and says what it took. @returns seconds */
async function timed({ pid }: BenchServer, step: string, work: () => Promise<void>): Promise<number> {
  const before = await processorOf(pid)
  const began = performance.now()
  await work()
  const seconds = (performance.now() - began) / 1000
  const postgres = (await processorOf(pid)).postgres - before.postgres
  console.log(
    JSON.stringify({ step, seconds: Number(seconds.toFixed(2)), postgres_cpu: Number(postgres.toFixed(2)) }),
  )
  return seconds
}

/** @returns seconds */
async function measure({ pid, client, projectId }: BenchServer): Promise<number> {
  const idle = await memoryOf(pid)
  const before = await processorOf(pid)
  const began = performance.now()
  const { result: task, peak } = await withPeakMemory(pid, async () => {
    const taskId = await orderExport(client, projectId, { active_type: 'ALL' })
    // The client's own pauses grow to a second, too coarse here.
    for (;;) {
      const polled = await findTask(client, projectId, taskId)
      if (polled.status === 'SUCCESS') return polled
      if (polled.status !== 'CREATING') throw new Error(`${polled.status}: ${polled.fail_reason}`)
      await sleep(25)
    }
  })
  const seconds = (performance.now() - began) / 1000
  const after = await processorOf(pid)
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
      server_peak_mb: megabytes(peak.server),
      postgres_peak_mb: megabytes(peak.postgres),
    }),
  )
  return seconds
}
