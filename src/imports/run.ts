import { type RawBuilder, type Transaction } from 'kysely'
import pg from 'pg'

import { compileStatement } from '../database/compile.ts'
import { onConnection } from '../database/on-connection.ts'
import type { Tables } from '../database/tables.ts'
import { type Claim, type Keeping, publishWithin } from '../exports/attempt.ts'
import type { FinishedFile } from '../exports/run.ts'
import { dictionary } from '../i18n/dictionary.ts'
import type { Store } from '../storage/store.ts'
import {
  createStatement,
  joinNewGroupsStatement,
  lockGroupsStatement,
  newGroupsStatement,
  updateStatement,
} from './apply.ts'
import { type Comparing, membershipsStatement, outcomesStatement } from './compare.ts'
import { differencesStatement } from './differences.ts'
import { type ImportOrder, type ImportResult, uploadKey } from './order.ts'
import { writeReport } from './report.ts'
import { type Reading, stageRows } from './stage.ts'
import { OUTCOMES, type Outcome, Staging } from './staged.ts'
import { type UsersTable, openUsersTable } from './users-table.ts'

/** One attempt at an import: everything that it needs to know. */
export interface ImportRun {
  readonly databaseUrl: string
  /** The role that works; null: the one of the URL. */
  readonly role: string | null
  readonly claim: Claim
  /** Longest that one statement may take. */
  readonly timeoutSeconds: number
  /** How the report is kept. */
  readonly keeping: Keeping
}

/** The directory was changed while the import was compared with it: the import is to be done anew. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile'

  constructor(users: number) {
    super(`${users} users were changed by others while the import was at work`)
  }
}

/** The task is no longer this attempt's: nothing of it was done. */
export class TaskGone extends Error {
  override readonly name = 'TaskGone'
}

/**
 * Reads the file, holds it against the directory, changes this, writes the report and ends the task: what is changed is
 * committed with the statement that ends the task, so that an attempt has done all or nothing.
 *
 * @param report is told how much of the file has been read
 * @throws UnreadableFile, ChangedMeanwhile, TaskGone
 */
export async function runImport(
  run: ImportRun,
  store: Store,
  { signal, report }: { signal: AbortSignal; report: (reading: Reading) => void },
): Promise<ImportResult> {
  const { task } = run.claim
  const order = task.filter as unknown as ImportOrder
  const key = uploadKey(task.id)
  const table = await openUsersTable({
    size: order.file.size,
    read: (range) => store.read(key, range),
  })
  try {
    return await withClient(run, signal, (client) =>
      importTable(client, run, order, store, table, { signal, report }),
    )
  } finally {
    await table.close()
  }
}

/** A connection of the run's own: its temporary tables go with it. Cancelled, it is cut. */
async function withClient<T>(
  { databaseUrl, role }: ImportRun,
  signal: AbortSignal,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'muster import',
    ...(role === null ? {} : { options: `-c role=${role}` }),
  })
  // The error comes to the statement that runs as well; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  const cancel = () => client.connection.stream.destroy(signal.reason as Error)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    signal.throwIfAborted()
    return await work(client)
  } finally {
    signal.removeEventListener('abort', cancel)
    await client.end().catch(() => {})
  }
}

async function importTable(
  client: pg.Client,
  run: ImportRun,
  order: ImportOrder,
  store: Store,
  table: UsersTable,
  reading: { signal: AbortSignal; report: (reading: Reading) => void },
): Promise<ImportResult> {
  const { claim } = run
  const { task } = claim
  const words = dictionary(task.language)
  const staging = new Staging(table.header.columns)
  await client.query(staging.tables)
  const total = await stageRows(client, table, staging, words, reading)
  await client.query('ANALYZE import_rows')
  const comparing: Comparing = {
    projectId: task.projectId,
    accountId: task.accountId,
    order,
    enterpriseProjectIds: task.scope.enterprise_project_ids,
    staging,
    words,
  }
  return await onConnection(client)
    .transaction()
    .execute(async (transaction) => {
      const at = await prepare(client, run)
      await execute(client, membershipsStatement(comparing))
      await execute(client, outcomesStatement(comparing))
      await client.query('ANALYZE import_outcomes, import_memberships')
      const counts = await countOutcomes(client)
      // Before anything is changed: they say what the directory said.
      await execute(client, differencesStatement(comparing, task.id))
      const applied = !order.dry_run && (counts.refused === 0 || order.on_error === 'skip')
      const newGroups = applied ? await change(client, comparing, counts.updated) : 0
      const result: ImportResult = { ...counts, applied, ...understood(table) }
      const file = await store.create(claim.fileKey)
      try {
        const facts = {
          taskId: task.id,
          projectName: task.projectName,
          projectId: task.projectId,
          importedBy: task.createdBy,
          language: task.language,
          at,
          order,
          result,
          newGroups,
          otherSheets: table.others,
        }
        const written = await writeReport(client, file, staging, facts, words)
        reading.signal.throwIfAborted()
        await file.commit()
        const finished: FinishedFile = { ...written, snapshotAt: at, total, rows: total }
        await publish(transaction, run, finished, result)
        return result
      } catch (error) {
        await file.abort()
        // Durable or not, no task names it.
        await store.delete(claim.fileKey)
        throw error
      }
    })
}

/** What the file was taken for. */
const understood = ({ header, others }: UsersTable) => ({
  unknown_columns: header.unknown,
  columns: header.columns.flatMap(({ field, header: name }) => (field === null ? [] : [name])),
  other_sheets: others,
})

async function publish(
  transaction: Transaction<Tables>,
  { claim, keeping }: ImportRun,
  file: FinishedFile,
  result: ImportResult,
): Promise<void> {
  if (!(await publishWithin(transaction, claim, file, keeping, result))) {
    throw new TaskGone('The task was deleted, or taken over')
  }
}

/** The settings of the transaction. @returns the instant that the directory is compared at */
async function prepare(client: pg.Client, { claim, timeoutSeconds }: ImportRun): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>(
    // Memory for the joins; and the trigram indexes take their new entries in heaps of 64 MB, sorted, instead of 4 MB.
    `SELECT clock_timestamp() AS at, set_config('muster.account_id', $1, true), set_config('statement_timeout', $2, true),
       set_config('idle_in_transaction_session_timeout', $2, true), set_config('work_mem', '64MB', true),
       set_config('gin_pending_list_limit', '64MB', true), set_config('maintenance_work_mem', '128MB', true)`,
    [claim.task.accountId, `${timeoutSeconds}s`],
  )
  return rows[0]?.at ?? new Date()
}

async function countOutcomes(client: pg.Client): Promise<Record<Outcome, number>> {
  const { rows } = await client.query<{ outcome: number; rows: number }>(
    'SELECT outcome, count(*)::integer AS rows FROM import_outcomes GROUP BY outcome',
  )
  const count = (name: Outcome) => rows.find((row) => OUTCOMES[row.outcome] === name)?.rows ?? 0
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  }
}

/** Changes the directory as the outcomes say. @returns how many user groups were made */
async function change(client: pg.Client, comparing: Comparing, updates: number): Promise<number> {
  const newGroups = await execute(client, newGroupsStatement(comparing))
  if (newGroups > 0) await execute(client, joinNewGroupsStatement(comparing))
  await execute(client, lockGroupsStatement(comparing))
  await execute(client, createStatement(comparing))
  const updated = await execute(client, updateStatement(comparing))
  if (updated !== updates) throw new ChangedMeanwhile(updates - updated)
  return newGroups
}

/** @returns the number of rows that were touched */
async function execute(client: pg.Client, statement: RawBuilder<unknown>): Promise<number> {
  const { text, values } = compileStatement(statement)
  const { rowCount } = await client.query(text, values)
  return rowCount ?? 0
}
