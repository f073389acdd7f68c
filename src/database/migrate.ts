import { readFile, readdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import type { Logger } from '../log.ts'

const MIGRATIONS = new URL('migrations/', import.meta.url)
/** Any number that no other user of the database takes for its advisory lock. */
const LOCK = 0x6d75_7374
/** Begins a migration that programs of earlier versions cannot go on with. */
const BREAKING = '-- breaking\n'
const LOCK_TIMEOUT_MS = 2000
const LOCK_PAUSE_MS = 1000
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Brings the schema up to date: each numbered file that is not yet recorded runs in a transaction of its own,
 * under an advisory lock, so that several processes may start at the same time.
 *
 * @param url PostgreSQL connection URL of a role that may create tables
 * @param folder of the migrations, ending in `/`
 * @param upTo the last migration that is to run; restoring a backup makes the schema that it was taken from
 * @throws Error where PostgreSQL is older than 15, the database's encoding not UTF8, or the database newer than this
 *   program
 */
export async function migrate(
  url: string,
  log: Logger,
  { folder = MIGRATIONS, upTo = Infinity }: { folder?: URL; upTo?: number } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'muster migrate' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await refuseOtherEncoding(client)
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_migrations
         (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    const files = await migrationFiles(folder)
    const applied = await appliedVersion(client)
    const newest = files.length
    if (applied > newest) {
      throw new Error(
        `The database is newer than this program: its schema is at version ${applied}, and this program knows ` +
          `${newest}. Start the program that made it, or a later one.`,
      )
    }
    for (const file of files.slice(applied, upTo)) {
      while (!(await apply(client, folder, file))) {
        log.info({ migration: file }, 'schema in use, tried again')
        await sleep(LOCK_PAUSE_MS)
      }
      log.info({ migration: file }, 'schema migrated')
    }
    await warnOfPlainLocale(client, log)
  } finally {
    await client.end()
  }
}

/** Version of the schema that this program makes. */
export const newestVersion = async (): Promise<number> => (await migrationFiles(MIGRATIONS)).length

/** The migrations in order; their numbers are 1, 2, 3 … without a gap. */
async function migrationFiles(folder: URL): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  for (const [index, name] of files.entries()) {
    if (Number.parseInt(name, 10) !== index + 1) throw new Error(`Migration ${name} is out of sequence`)
  }
  return files
}

async function appliedVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM schema_migrations',
  )
  return rows[0]?.version ?? 0
}

/**
 * Runs a migration. Where an export holds a table it does not wait in line, since everybody else's statements would wait
 * behind it.
 *
 * @returns whether it got what it needs
 */
async function apply(client: pg.Client, folder: URL, file: string): Promise<boolean> {
  const statements = await readFile(new URL(file, folder), 'utf8')
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await client.query(statements)
    await client.query('INSERT INTO schema_migrations (version, name) VALUES ($1, $2)', [
      Number.parseInt(file, 10),
      file,
    ])
    if (statements.startsWith(BREAKING))
      await client.query('UPDATE schema_migrations SET breaking = true WHERE version = $1', [
        Number.parseInt(file, 10),
      ])
    await client.query('COMMIT')
    return true
  } catch (error) {
    await client.query('ROLLBACK')
    if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE) return false
    throw new Error(`Migration ${file} failed`, { cause: error })
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; name: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
  )
  const server = rows[0]
  if (server === undefined || server.version < 150_000) {
    throw new Error(`PostgreSQL 15 or later is needed, and the database is ${server?.name ?? 'unknown'}`)
  }
}

/** Other encodings hold some letters only, or (SQL_ASCII, what initdb takes where no locale is set) know none. */
async function refuseOtherEncoding(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ encoding: string }>(
    `SELECT current_setting('server_encoding') AS encoding`,
  )
  const encoding = rows[0]?.encoding
  if (encoding !== 'UTF8') {
    throw new Error(
      `The database has the encoding ${encoding}, and UTF8 is needed. Create it with ENCODING 'UTF8'.`,
    )
  }
}

/** Under LC_CTYPE C, pg_trgm takes every letter outside ASCII for a blank: fuzzy filters scan instead. */
async function warnOfPlainLocale(client: pg.Client, log: Logger): Promise<void> {
  const { rows } = await client.query<{ ctype: string }>(
    'SELECT datctype AS ctype FROM pg_database WHERE datname = current_database()',
  )
  const ctype = rows[0]?.ctype
  if (ctype === 'C' || ctype === 'POSIX') {
    log.warn(
      { lc_ctype: ctype },
      'the database has LC_CTYPE C: fuzzy filters stay right, but no index finds letters outside ASCII; ' +
        'create it with LC_CTYPE C.UTF-8 or another UTF-8 locale',
    )
  }
}
