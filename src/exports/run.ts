import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import { letGiveWay } from '../background.ts'
import { compileStatement } from '../database/compile.ts'
import type { UserScope } from '../directory/user-filter.ts'
import { type Language, dictionary } from '../i18n/dictionary.ts'
import type { PendingFile, Store } from '../storage/store.ts'
import { trace } from '../tracepoints.ts'
import { type Engine, createWorkbook } from '../workbook/index.ts'
import { type AboutFacts, aboutSheet } from './about.ts'
import { IncompleteExport } from './failure.ts'
import { type ExportSubject, kindOf } from './kinds/index.ts'

/** One attempt at a task: everything that it needs to know. */
export interface Run {
  readonly databaseUrl: string
  /** The role that reads; null: the one of the URL. */
  readonly role: string | null
  /** Whether the database is one of our own on this machine. */
  readonly isDatabaseOurs: boolean
  readonly fileKey: string
  readonly task: ExportSubject & {
    readonly id: string
    readonly accountId: string
    readonly projectId: string
    readonly projectName: string
    readonly scope: UserScope
    readonly language: Language
    readonly createdBy: string
    readonly createdAt: Date
  }
  readonly engine: Engine
  /** Threads that encode beside the one of the run; 0: none. */
  readonly encoderThreads: number
  /** Longest that one statement, and the idle snapshot, may take. */
  readonly timeoutSeconds: number
}

/** How far a run is. */
export interface Progress {
  readonly snapshotAt: Date
  readonly total: number
  readonly rows: number
}

/** A file that is durable under its key; the task does not name it yet. */
export interface FinishedFile extends Progress {
  readonly size: number
  readonly sha256: string
  /** Cells that were cut to Excel's 32,767 characters. */
  readonly cutCells: number
}

/** Rows come out of COPY separated by what hardly any text contains; where one does, COPY escapes it. */
const COPY_OPTIONS = String.raw`(FORMAT text, DELIMITER E'\x1f', NULL '')`

/**
 * Reads one snapshot of the directory and writes it to a workbook: counts, copies, encodes, stores.
 *
 * @param report is told of the progress as often as a chunk has been written
 * @throws IncompleteExport where the rows written are not those counted
 */
export async function runExport(
  run: Run,
  store: Store,
  { signal, report }: { signal: AbortSignal; report: (progress: Progress) => void },
): Promise<FinishedFile> {
  const client = new pg.Client({
    connectionString: run.databaseUrl,
    application_name: 'muster export',
    ...(run.role === null ? {} : { options: `-c role=${run.role}` }),
  })
  // The error comes to the statement that runs as well; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  const cancel = () => client.connection.stream.destroy(signal.reason as Error)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const file = await store.create(run.fileKey)
    try {
      return await writeFile(client, run, file, { signal, report })
    } catch (error) {
      await file.abort()
      throw error
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    await client.end().catch(() => {})
  }
}

async function writeFile(
  client: pg.Client,
  run: Run,
  file: PendingFile,
  { signal, report }: { signal: AbortSignal; report: (progress: Progress) => void },
): Promise<FinishedFile> {
  signal.throwIfAborted()
  const snapshotAt = await openSnapshot(client, run)
  const total = await count(client, run)
  report({ snapshotAt, total, rows: 0 })

  const hash = createHash('sha256')
  const words = dictionary(run.task.language)
  const kind = kindOf(run.task)
  const { title, sheetName } = kind.words(words)
  const workbook = createWorkbook(
    {
      title,
      creator: run.task.createdBy,
      created: snapshotAt,
      language: run.task.language,
      sheetName,
      columns: kind.columns.map(({ column }) => column(words)),
      expectedRows: total,
    },
    {
      write: async (chunk) => {
        hash.update(chunk)
        await file.write(chunk)
      },
    },
    { engine: run.engine, threads: run.encoderThreads },
  )
  // Reading the messages of COPY ourselves, without an object for each row, was tried: 0.65 s of processor time instead of
  // 0.74 a million rows. Binary COPY costs PostgreSQL as much as text (2.8 s), and more to decode.
  for await (const records of client.query(copyTo(await copyStatement(client, run)))) {
    await workbook.write(records as Buffer)
    trace('copying', run.fileKey)
    report({ snapshotAt, total, rows: workbook.rows })
  }
  await client.query('COMMIT')
  const facts: AboutFacts = { ...run.task, snapshotAt }
  const written = await workbook.finish((all) => aboutSheet(facts, all, words))
  if (written.rows !== total) throw new IncompleteExport(total, written.rows)
  signal.throwIfAborted()
  await file.commit()
  return {
    snapshotAt,
    total,
    rows: written.rows,
    size: written.bytes,
    sha256: hash.digest('hex'),
    cutCells: written.cutCells.count,
  }
}

/** Begins the one transaction in which everything is read, and says at which instant. */
async function openSnapshot(client: pg.Client, { task, timeoutSeconds, isDatabaseOurs }: Run): Promise<Date> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // The first statement fixes the snapshot. An open one keeps VACUUM from cleaning anywhere in the database:
  // the time-outs end it where nobody does. Everything is read, so PostgreSQL shall read as the rows lie and sort them,
  // spilling what passes work_mem: 3.9 s a million, where following the index of the names, which it would choose for the
  // order it gives, took 5.7 to 7.4 s, and on a table larger than memory is a random read a row. And PostgreSQL shall do it in
  // one process: on two cores its parallel workers cost a million users 2 processor seconds more, taken from the encoder
  // (6.1 s in all for 5.2), and made of a count of 80 ms one of 320 to 850.
  const { rows } = await client.query<{ snapshot_at: Date; pid: number }>(
    `SELECT clock_timestamp() AS snapshot_at, pg_backend_pid() AS pid,
       set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true),
       set_config('enable_incremental_sort', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
       set_config('muster.account_id', $2, true)`,
    [`${timeoutSeconds}s`, task.accountId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The snapshot has no instant')
  if (isDatabaseOurs) letGiveWay(row.pid)
  return row.snapshot_at
}

/**
 * How many rows the snapshot holds. Counted before the copy and not beside it: 76 ms a million, and the
 * number decides how the workbook stores texts.
 */
async function count(client: pg.Client, { task }: Run): Promise<number> {
  const { text, values } = compileStatement(kindOf(task).count(task))
  const { rows } = await client.query<{ total: string }>(text, values)
  return Number(rows[0]?.total)
}

/**
 * The COPY of the rows. COPY takes no parameters, so the filter's values become settings of the transaction,
 * put there as parameters, and the statement reads them: no text of a caller is ever part of a statement.
 */
async function copyStatement(client: pg.Client, { task }: Run): Promise<string> {
  const settings: string[] = []
  const bind = (value: string): RawBuilder<string> => {
    settings.push(value)
    return sql`current_setting(${sql.lit(settingName(settings.length))})`
  }
  const { text } = compileStatement(kindOf(task).rows(task, bind))
  for (const [index, value] of settings.entries()) {
    await client.query('SELECT set_config($1, $2, true)', [settingName(index + 1), value])
  }
  return `COPY (${text}) TO STDOUT ${COPY_OPTIONS}`
}

const settingName = (number: number) => `muster.value_${number}`
