/**
 * Imports a workbook over HTTP and says what it took:
 *
 *   npm run bench:import -- --users 100000
 *
 * Starts a server of its own on embedded PostgreSQL in a temporary folder and imports: a file of new users; their export as it
 * is, which changes nothing; and the same as Excel saves it, every text in a table of shared strings after the sheets. Prints a line of JSON an import: seconds from the request to SUCCESS, rows a
 * second, peak memory of the server and of PostgreSQL.
 */
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

import { ApiClient } from '../src/client/api-client.ts'
import { downloadFile } from '../src/client/download.ts'
import { orderExport, waitForTask } from '../src/client/export-users.ts'
import { orderImport } from '../src/client/import-users.ts'
import type { StoredCredentials } from '../src/credentials.ts'
import { dictionary } from '../src/i18n/dictionary.ts'
import { createWorkbook, toRecords } from '../src/workbook/index.ts'
import { asExcelSaves } from './as-excel-saves.ts'

const { values: options } = parseArgs({ options: { users: { type: 'string', default: '100000' } } })
const users = Number(options.users)
const muster = new URL('../bin/muster', import.meta.url).pathname
const dataDir = await mkdtemp(path.join(tmpdir(), 'muster-bench-'))
const env = {
  ...process.env,
  MUSTER_DATA_DIR: dataDir,
  MUSTER_PORT: '0',
  MUSTER_LIMIT_REQUESTS_PER_SECOND: '0',
  MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '0',
}

const server = spawn(muster, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
try {
  await ready()
  const credentials = JSON.parse(
    await readFile(path.join(dataDir, 'credentials.json'), 'utf8'),
  ) as StoredCredentials
  const { endpoint, access_key: accessKey, secret_key: secretKey, project_id: projectId } = credentials
  const client = new ApiClient({ endpoint, accessKey, secretKey })
  const fresh = path.join(dataDir, 'new.xlsx')
  await writeNewUsers(fresh)
  await measure(client, projectId, 'new users', fresh)
  await rm(fresh)
  const exported = path.join(dataDir, 'exported.xlsx')
  await exportTo(client, projectId, exported)
  await measure(client, projectId, 'an export, unchanged', exported)
  const saved = path.join(dataDir, 'saved.xlsx')
  await asExcelSaves(exported, saved)
  await measure(client, projectId, 'the same as Excel saves it', saved)
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  await rm(dataDir, { recursive: true })
}

async function exportTo(client: ApiClient, projectId: string, file: string): Promise<void> {
  const taskId = await orderExport(client, projectId, { active_type: 'ALL' })
  const task = await wait(client, projectId, taskId)
  await downloadFile(
    client,
    { projectId, taskId, sha256: task.sha256 ?? '', size: task.file_size ?? 0 },
    file,
  )
}

async function measure(client: ApiClient, projectId: string, what: string, file: string): Promise<void> {
  const peaks = { server: 0, postgres: 0 }
  const idle = await memory()
  const watch = setInterval(() => void notePeak(peaks), 200)
  const began = performance.now()
  const taskId = await orderImport(client, projectId, file, { mode: 'upsert' })
  const uploaded = (performance.now() - began) / 1000
  const task = await wait(client, projectId, taskId)
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  const { unknown_columns: _, ...counts } = task.import_result ?? { unknown_columns: [] }
  const rows = task.rows_total ?? 0
  console.log(
    JSON.stringify({
      what,
      rows,
      ...counts,
      seconds: Number(seconds.toFixed(1)),
      upload_seconds: Number(uploaded.toFixed(1)),
      rows_per_second: Math.round(rows / seconds),
      file_mb: megabytes((await stat(file)).size),
      server_idle_mb: megabytes(idle.server),
      server_peak_mb: megabytes(peaks.server),
      postgres_peak_mb: megabytes(peaks.postgres),
      load: loadavg().map((load) => Number(load.toFixed(1))),
    }),
  )
}

function wait(client: ApiClient, projectId: string, taskId: string) {
  return waitForTask(client, projectId, taskId, { signal: AbortSignal.timeout(1_800_000), report: () => {} })
}

/** A file of users that nobody has made yet. */
async function writeNewUsers(file: string): Promise<void> {
  const { users: words } = dictionary('en_US')
  const headers = words.headers
  const fields = [
    headers.user_name,
    headers.user_email,
    headers.user_phone,
    headers.description,
    headers.active_type,
    headers.group_names,
    headers.status,
    headers.account_expires,
  ]
  const records = async function* () {
    for (let from = 0; from < users; from += 1000) {
      yield toRecords(
        Array.from({ length: Math.min(1000, users - from) }, (_, index) => {
          const number = from + index
          return [
            `new.user.${number}`,
            `new.user.${number}@example.com`,
            `+86139${String(number).padStart(8, '0')}`,
            `Engineer ${number % 977}, building ${number % 31}`,
            words.activeTypes.USER_ACTIVATE,
            `Imported ${number % 20}`,
            words.statuses.normal,
            words.never,
          ]
        }),
      )
    }
  }
  await pipeline(async function* () {
    const chunks: Buffer[] = []
    const workbook = createWorkbook(
      {
        title: 'new',
        creator: 'bench',
        created: new Date(),
        language: 'en_US',
        sheetName: 'Users',
        columns: fields.map((header) => ({ kind: 'text', header })),
        expectedRows: users,
      },
      {
        write: (chunk) => {
          chunks.push(Buffer.from(chunk))
          return Promise.resolve()
        },
      },
    )
    for await (const batch of records()) {
      await workbook.write(batch)
      yield* chunks.splice(0)
    }
    await workbook.finish()
    yield* chunks
  }, createWriteStream(file))
}

async function notePeak(peaks: { server: number; postgres: number }): Promise<void> {
  const now = await memory()
  peaks.server = Math.max(peaks.server, now.server)
  peaks.postgres = Math.max(peaks.postgres, now.postgres)
}

/** Memory of the server and of its PostgreSQL in bytes, what processes share counted once (Linux, smaps_rollup). */
async function memory(): Promise<{ server: number; postgres: number }> {
  const serverPid = server.pid ?? 0
  const parts = await Promise.all((await descendants(serverPid)).map((pid) => proportional(pid)))
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
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]))
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
  server.stdout.resume()
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000)
}
