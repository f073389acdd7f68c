import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import { connectDatabase } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { openMasterKey } from '../iam/open-master-key.ts'
import type { Logger } from '../log.ts'
import { writePrivateFile } from '../private-file.ts'
import type { Store } from '../storage/store.ts'
import { readArchive, type BackupHead } from './archive.ts'
import { KEY_FILES } from './back-up.ts'
import { columnList, findTables, quoted } from './tables.ts'

export interface RestoreOrder {
  /** Verified before. */
  readonly file: string
  readonly head: BackupHead
  readonly url: string
  readonly dataDir: string
  /** The master key of the settings, where the backup has none. */
  readonly masterKey: string | undefined
  readonly store: Store
}

/** What was restored. */
export interface RestoreDone {
  readonly taken_at: string
  readonly rows: number
  readonly files: number
  /** Tasks whose files are not there: they read EXPIRED. */
  readonly expired: number
}

/** @throws Error where the folder holds anything: nothing is ever restored over something */
export async function requireEmptyFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (names.length > 0)
    throw new Error(`${folder} is not empty. Restore into an empty folder, or one that does not exist.`)
}

/** @throws Error where the database has tables: nothing is ever restored over something */
export async function requireEmptyDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace LIMIT 1`,
    )
    if (rows.length > 0)
      throw new Error('The database of MUSTER_DATABASE_URL is not empty. Restore into one that is new.')
  })
}

/**
 * Brings a backup back into an empty database and an empty folder: makes the schema that it was taken from, fills it in
 * one transaction, and migrates it to this program's. Exports that had not ended are {@link resumeAlone}'s.
 *
 * @param report is told how many rows have been written
 */
export async function restore(
  order: RestoreOrder,
  log: Logger,
  report: (rows: number) => void,
): Promise<RestoreDone> {
  await migrate(order.url, log, { upTo: order.head.schema })
  const done = await withClient(order.url, async (client) => {
    await client.query('BEGIN')
    const forced = (await findTables(client)).filter((table) => table.forced)
    // COPY FROM is not for roles under row-level security. The owner is under it again when the transaction ends.
    for (const { name } of forced)
      await client.query(`ALTER TABLE ${quoted(name)} NO FORCE ROW LEVEL SECURITY`)
    const counted = await load(client, order, report)
    await advanceIdentities(client)
    const expired = await expireMissing(client, order.store)
    for (const { name } of forced) await client.query(`ALTER TABLE ${quoted(name)} FORCE ROW LEVEL SECURITY`)
    await client.query('COMMIT')
    return { taken_at: order.head.taken_at, ...counted, expired }
  })
  await migrate(order.url, log)
  // A key that opens nothing is told now, and not when somebody signs in.
  const { database, pool } = connectDatabase(order.url, { connections: 1, log })
  try {
    await openMasterKey(database, order.masterKey, order.dataDir)
  } finally {
    await pool.end()
  }
  return done
}

async function load(
  client: pg.Client,
  { file, head, dataDir, store }: RestoreOrder,
  report: (rows: number) => void,
): Promise<{ rows: number; files: number }> {
  const tables = new Map(head.tables.map((table) => [table.name, table]))
  let [rows, files] = [0, 0]
  for await (const { name, bytes } of readArchive(file)) {
    const [kind, subject = ''] = name.split('/')
    const table = tables.get(subject)
    if (kind === 'tables' && table !== undefined) {
      const into = client.query(copyFrom(`COPY ${quoted(table.name)} (${columnList(table)}) FROM STDIN`))
      await pipeline(Readable.from(bytes), into)
      report((rows += into.rowCount))
    }
    if (kind === 'keys' && (KEY_FILES as readonly string[]).includes(subject))
      await writePrivateFile(path.join(dataDir, subject), String(await buffer(bytes)))
    if (kind === 'files') {
      await storeFile(store, subject, bytes)
      files++
    }
  }
  return { rows, files }
}

async function storeFile(store: Store, key: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const file = await store.create(key)
  try {
    for await (const chunk of bytes) await file.write(chunk)
    await file.commit()
  } catch (error) {
    await file.abort()
    throw error
  }
}

/** The next number of each table that numbers its rows is past those that it has. */
async function advanceIdentities(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT relname AS table, attname AS column FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attidentity <> ''`,
  )
  for (const { table, column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT max(${quoted(column)}) FROM ${quoted(table)}))`,
      [quoted(table), column],
    )
  }
}

/** A task whose file is not there has expired: a new one with the same filter brings it back. */
async function expireMissing(client: pg.Client, store: Store): Promise<number> {
  const there: string[] = []
  for await (const { key } of store.list()) there.push(key)
  const { rowCount } = await client.query(
    `UPDATE export_tasks SET expires_at = least(expires_at, clock_timestamp()), purged_at = clock_timestamp()
     WHERE status = 'SUCCESS' AND purged_at IS NULL AND NOT file_key = ANY ($1)`,
    [there],
  )
  return rowCount ?? 0
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'muster restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
