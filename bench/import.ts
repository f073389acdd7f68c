/**
 * Imports a workbook over HTTP and says what it took:
 *
 *   npm run bench:import -- --users 100000
 *
 * Starts a server of its own on embedded PostgreSQL in a temporary folder and imports: a file of new users; their export as it
 * is, which changes nothing; and the same as Excel saves it, every text in a table of shared strings after the sheets. Prints a line of JSON an import: seconds from the request to SUCCESS, rows a
 * second, peak memory of the server and of PostgreSQL.
 */
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

import type { ApiClient } from '../src/client/api-client.ts'
import { downloadFile } from '../src/client/download.ts'
import { orderExport, waitForTask } from '../src/client/export-users.ts'
import { orderImport } from '../src/client/import-users.ts'
import { dictionary } from '../src/i18n/dictionary.ts'
import { createWorkbook, toRecords } from '../src/workbook/index.ts'
import { asExcelSaves } from './as-excel-saves.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'
import { megabytes, memoryOf, withPeakMemory } from './process-figures.ts'

const { values: options } = parseArgs({ options: { users: { type: 'string', default: '100000' } } })
const users = Number(options.users)

await withBenchServer({}, async (server) => {
  const fresh = path.join(server.dataDir, 'new.xlsx')
  await writeNewUsers(fresh)
  await measure(server, 'new users', fresh)
  await rm(fresh)
  const exported = path.join(server.dataDir, 'exported.xlsx')
  await exportTo(server, exported)
  await measure(server, 'an export, unchanged', exported)
  const saved = path.join(server.dataDir, 'saved.xlsx')
  await asExcelSaves(exported, saved)
  await measure(server, 'the same as Excel saves it', saved)
})

async function exportTo({ client, projectId }: BenchServer, file: string): Promise<void> {
  const taskId = await orderExport(client, projectId, { active_type: 'ALL' })
  const task = await wait(client, projectId, taskId)
  await downloadFile(
    client,
    { projectId, taskId, sha256: task.sha256 ?? '', size: task.file_size ?? 0 },
    file,
  )
}

async function measure({ pid, client, projectId }: BenchServer, what: string, file: string): Promise<void> {
  const idle = await memoryOf(pid)
  const began = performance.now()
  const { result, peak } = await withPeakMemory(pid, async () => {
    const taskId = await orderImport(client, projectId, file, { mode: 'upsert' })
    const uploaded = (performance.now() - began) / 1000
    return { uploaded, task: await wait(client, projectId, taskId) }
  })
  const { uploaded, task } = result
  const seconds = (performance.now() - began) / 1000
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
      server_peak_mb: megabytes(peak.server),
      postgres_peak_mb: megabytes(peak.postgres),
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
