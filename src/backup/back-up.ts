import { readFile } from 'node:fs/promises'
import path from 'node:path'

import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import type { Store } from '../storage/store.ts'
import { ArchiveWriter, type BackupHead, HEAD } from './archive.ts'
import { type Table, columnList, findTables, quoted } from './tables.ts'

/** Rows go in parts of about this size: a file in a tar archive begins with its length. */
const PART_BYTES = 4 * 1024 * 1024

/** Files of the data directory without which the database is of no use: its key, and who may sign in. */
export const KEY_FILES = ['master.key', 'credentials.json'] as const

export interface BackupOrder {
  readonly url: string
  /** The role that reads, under row-level security; null: the one of the URL, which is under it as well. */
  readonly role: string | null
  readonly dataDir: string
  /** Where the exported files are that are to be part of it; null: they are not. */
  readonly store: Store | null
  readonly out: string
}

/** What a backup holds. */
export interface BackupDone {
  readonly taken_at: string
  readonly rows: number
  readonly files: number
  readonly bytes: number
}

/**
 * Writes one file with the database as of one instant, its keys and, where asked for, the exported files. Servers go on
 * meanwhile. What the snapshot names is read after it was taken: a file that was deleted in between is left out.
 *
 * @param report is told how many rows have been written
 */
export async function backUp(order: BackupOrder, report: (rows: number) => void): Promise<BackupDone> {
  const client = new pg.Client({
    connectionString: order.url,
    application_name: 'muster backup',
    ...(order.role === null ? {} : { options: `-c role=${order.role}` }),
  })
  client.on('error', () => {})
  await client.connect()
  try {
    const archive = await ArchiveWriter.create(order.out)
    try {
      return await write(client, archive, order, report)
    } catch (error) {
      await archive.abort()
      throw error
    }
  } finally {
    await client.end()
  }
}

async function write(
  client: pg.Client,
  archive: ArchiveWriter,
  { dataDir, store }: BackupOrder,
  report: (rows: number) => void,
): Promise<BackupDone> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const { rows: instants } = await client.query<{ taken_at: Date; schema: number }>(
    `SELECT clock_timestamp() AS taken_at, (SELECT max(version) FROM schema_migrations) AS schema`,
  )
  const taken_at = instants[0]?.taken_at.toISOString() ?? ''
  const tables = await findTables(client)
  const head: BackupHead = {
    format: 1,
    schema: instants[0]?.schema ?? 0,
    taken_at,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    files: store !== null,
  }
  await archive.add(HEAD, JSON.stringify(head))
  for (const name of KEY_FILES) {
    const content = await readFile(path.join(dataDir, name)).catch(absent)
    if (content !== null) await archive.add(`keys/${name}`, content)
  }
  const accounts = await accountsOf(client)
  let rows = 0
  for (const table of tables) {
    let part = 0
    // A row of no account is nobody's; one of an account is seen as that account sees it.
    for (const account of table.forced ? accounts : ['']) {
      await client.query(`SELECT set_config('muster.account_id', $1, true)`, [account])
      for await (const { bytes, lines } of parts(client, table)) {
        const number = String(++part).padStart(8, '0')
        await archive.add(`tables/${table.name}/${number}`, bytes)
        report((rows += lines))
      }
    }
  }
  const files = store === null ? 0 : await addFiles(client, archive, store, accounts)
  await client.query('COMMIT')
  await archive.finish()
  return { taken_at, rows, files, bytes: archive.bytes }
}

const absent = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null
  throw error
}

async function accountsOf(client: pg.Client): Promise<string[]> {
  await client.query(`SELECT set_config('muster.maintenance', 'on', true)`)
  const { rows } = await client.query<{ id: string }>('SELECT id FROM accounts ORDER BY id')
  await client.query(`SELECT set_config('muster.maintenance', '', true)`)
  return rows.map(({ id }) => id)
}

/** The rows of a table that are seen now, as COPY writes them, in pieces of whole rows. */
async function* parts(client: pg.Client, table: Table): AsyncIterable<{ bytes: Buffer; lines: number }> {
  const statement = `COPY (SELECT ${columnList(table)} FROM ${quoted(table.name)}) TO STDOUT`
  let kept: Buffer[] = []
  let size = 0
  for await (const chunk of client.query(copyTo(statement)) as AsyncIterable<Buffer>) {
    kept.push(chunk)
    size += chunk.length
    if (size < PART_BYTES) continue
    // In COPY's text form this byte ends a row, and stands nowhere else.
    const all = Buffer.concat(kept)
    const end = all.lastIndexOf(NEWLINE) + 1
    if (end > 0) yield counted(all.subarray(0, end))
    kept = [all.subarray(end)]
    size = all.length - end
  }
  if (size > 0) yield counted(Buffer.concat(kept))
}

const NEWLINE = 10

function counted(bytes: Buffer): { bytes: Buffer; lines: number } {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return { bytes, lines }
}

/** Adds the files that tasks of the snapshot name. */
async function addFiles(
  client: pg.Client,
  archive: ArchiveWriter,
  store: Store,
  accounts: readonly string[],
): Promise<number> {
  let count = 0
  for (const account of accounts) {
    await client.query(`SELECT set_config('muster.account_id', $1, true)`, [account])
    const { rows } = await client.query<{ file_key: string; file_size: string }>(
      `SELECT file_key, file_size FROM export_tasks WHERE status = 'SUCCESS' AND purged_at IS NULL ORDER BY id`,
    )
    for (const { file_key: key, file_size: size } of rows) {
      const bytes = await store.read(key).catch(absent)
      if (bytes === null) continue
      await archive.addStream(`files/${key}`, Number(size), bytes as AsyncIterable<Buffer>)
      count++
    }
  }
  return count
}
