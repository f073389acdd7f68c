import { access, constants, readFile, stat, statfs } from 'node:fs/promises'
import path from 'node:path'

import pg from 'pg'

import type { Settings } from '../config.ts'
import { accountIds } from '../database/accounts.ts'
import { newestVersion } from '../database/migrate.ts'
import { forAccount } from '../database/scope.ts'
import { queueState } from '../exports/queue-state.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { masterKeyFile, readMasterKey } from '../iam/master-key.ts'
import { PURPOSE } from '../iam/master-key-proof.ts'
import { openStore } from '../storage/open-store.ts'
import { PENDING } from '../storage/store.ts'

/** What one check found, and what to do about it. */
export interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'error'
  readonly sentence: string
}

type Words = Dictionary['doctor']

const GIB = 1024 ** 3
/** An export of a million users takes some 150 MB, twice for as long as it is made anew. */
const DISK_WARNING = 2 * GIB
const DISK_ERROR = GIB / 4
/** A signature is refused as a replay from here on, and altogether from 15 minutes on (contract, iam.md). */
const CLOCK_WARNING_S = 5
const CLOCK_ERROR_S = 900
const WAITING_WARNING_S = 60
const TRANSACTION_WARNING_S = 3600

const ok = (sentence: string) => ({ state: 'ok', sentence }) as const
const warning = (sentence: string) => ({ state: 'warning', sentence }) as const
const error = (sentence: string) => ({ state: 'error', sentence }) as const
type Result = Omit<Finding, 'check'>

/** The checks of the machine, which need no database. */
export async function examineMachine(settings: Settings, words: Words): Promise<Finding[]> {
  const folder = path.resolve(settings.MUSTER_DATA_DIR)
  return await each(
    {
      folder: async () => {
        const { mode } = await stat(folder)
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
        return (mode & 0o077) === 0 ? ok(words.folder(folder)) : warning(words.folderOpen(folder))
      },
      disk: async () => {
        const { bavail, bsize } = await statfs(folder)
        const free = bavail * bsize
        const figure = (free / GIB).toFixed(1)
        if (free < DISK_ERROR) return error(words.diskFull(figure))
        return free < DISK_WARNING ? warning(words.diskFull(figure)) : ok(words.disk(figure))
      },
      storage: async () => {
        await (await openStore(settings)).probe()
        return ok(words.storage(settings.MUSTER_STORAGE))
      },
    },
    words,
  )
}

/** The checks of the database and of what it says of files. Nothing is changed. */
export async function examineDatabase(url: string, settings: Settings, words: Words): Promise<Finding[]> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: 'muster doctor',
    connectionTimeoutMillis: 10_000,
  })
  pool.on('error', () => {})
  try {
    return await each(
      {
        database: () => server(pool, words),
        schema: () => schema(pool, words),
        clock: () => clock(pool, words),
        isolation: () => isolation(pool, words),
        masterKey: () => masterKey(pool, settings, words),
        files: () => files(pool, settings, words),
        queue: () => queue(pool, words),
        transactions: () => transactions(pool, words),
      },
      words,
    )
  } finally {
    await pool.end()
  }
}

/** Runs checks one after the other; one that cannot be made is a finding, and the others are made. */
async function each(
  checks: Readonly<Record<string, () => Promise<Result>>>,
  words: Words,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [check, run] of Object.entries(checks)) {
    const result = await run().catch((failure: Error) => error(words.failed(failure.message)))
    findings.push({ check, ...result })
  }
  return findings
}

async function one<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: string): Promise<Row> {
  const { rows } = await pool.query<Row>(statement)
  const [row] = rows
  if (row === undefined) throw new Error(`PostgreSQL answers nothing to ${statement}`)
  return row
}

async function server(pool: pg.Pool, words: Words): Promise<Result> {
  const { version, number, encoding } = await one<{ version: string; number: number; encoding: string }>(
    pool,
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
       current_setting('server_encoding') AS encoding`,
  )
  if (number < 150_000) return error(words.databaseOld(version))
  return encoding === 'UTF8' ? ok(words.database(version)) : error(words.databaseEncoding(encoding))
}

async function schema(pool: pg.Pool, words: Words): Promise<Result> {
  const newest = await newestVersion()
  const { version } = await one<{ version: number }>(
    pool,
    'SELECT coalesce(max(version), 0)::int AS version FROM schema_migrations',
  )
  if (version > newest) return error(words.schemaNewer(version, newest))
  return version < newest ? warning(words.schemaOlder(version, newest)) : ok(words.schema(version))
}

async function clock(pool: pg.Pool, words: Words): Promise<Result> {
  const before = Date.now()
  const { now } = await one<{ now: Date }>(pool, 'SELECT clock_timestamp() AS now')
  // The answer was given somewhere between the two.
  const skew = (now.getTime() - (before + Date.now()) / 2) / 1000
  const figure = skew.toFixed(1)
  if (Math.abs(skew) > CLOCK_ERROR_S) return error(words.clockOff(figure))
  return Math.abs(skew) > CLOCK_WARNING_S ? warning(words.clockOff(figure)) : ok(words.clock(figure))
}

async function isolation(pool: pg.Pool, words: Words): Promise<Result> {
  const { bypasses, usable } = await one<{ bypasses: boolean; usable: boolean }>(
    pool,
    // Where the role is not there yet, the next start makes it if it may.
    `SELECT rolsuper OR rolbypassrls AS bypasses, coalesce(
       (SELECT pg_has_role(current_user, app.oid, 'MEMBER') FROM pg_roles AS app WHERE app.rolname = 'muster_app'),
       rolsuper OR rolcreaterole
     ) AS usable FROM pg_roles WHERE rolname = current_user`,
  )
  if (usable) return ok(words.isolation)
  return bypasses ? error(words.isolationBypassed) : warning(words.isolationOwner)
}

async function masterKey(pool: pg.Pool, settings: Settings, words: Words): Promise<Result> {
  const file = masterKeyFile(path.resolve(settings.MUSTER_DATA_DIR))
  const given = settings.MUSTER_MASTER_KEY
  const key = readMasterKey(
    given ?? (await readFile(file, 'utf8')),
    given === undefined ? file : 'MUSTER_MASTER_KEY',
  )
  const { sealed } = await one<{ sealed: Buffer }>(pool, 'SELECT sealed FROM master_key_proof')
  try {
    key.open(sealed, PURPOSE)
    return ok(words.masterKey)
  } catch {
    return error(words.masterKeyWrong(given === undefined ? file : 'MUSTER_MASTER_KEY'))
  }
}

/** Files that tasks name and that are not there, and files that no task names. */
async function files(pool: pg.Pool, settings: Settings, words: Words): Promise<Result> {
  const store = await openStore(settings)
  const nameless = new Set<string>()
  for await (const { key } of store.list()) if (!key.startsWith(PENDING)) nameless.add(key)
  const there = nameless.size
  let missing = 0
  for (const account of await accountIds(pool)) {
    const tasks = await forAccount(pool, account)
      .selectFrom('export_tasks')
      .select('file_key')
      .where('account_id', '=', account)
      .where('file_key', 'is not', null)
      .where('purged_at', 'is', null)
      .execute()
    for (const { file_key: key } of tasks) if (!nameless.delete(key ?? '')) missing++
  }
  if (missing > 0) return error(words.filesMissing(missing))
  return nameless.size > 0 ? warning(words.filesNameless(nameless.size)) : ok(words.files(there))
}

async function queue(pool: pg.Pool, words: Words): Promise<Result> {
  const { waiting, running, oldestWaitingSeconds } = await queueState(pool)
  if (oldestWaitingSeconds > WAITING_WARNING_S && running === 0)
    return error(words.queueStands(waiting, Math.round(oldestWaitingSeconds)))
  return oldestWaitingSeconds > WAITING_WARNING_S
    ? warning(words.queueLong(waiting, Math.round(oldestWaitingSeconds)))
    : ok(words.queue(waiting, running))
}

async function transactions(pool: pg.Pool, words: Words): Promise<Result> {
  const { seconds } = await one<{ seconds: number }>(
    pool,
    `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::int AS seconds
     FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
  return seconds > TRANSACTION_WARNING_S ? warning(words.transactionOld(seconds)) : ok(words.transactions)
}
