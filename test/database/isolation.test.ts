/**
 * Row-level security alone, without one of the conditions that every query has besides: as the role that serves requests,
 * in the hands of one account, statements without any WHERE see and touch that account's rows and no others.
 */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import pg from 'pg'

import { prepareRole } from '../../src/database/role.ts'
import { type TestDatabase, cloneDatabase } from '../support/database.ts'
import { testLog } from '../support/log.ts'

/** What belongs to no account: how far the schema is, keys of the server, counts by caller or address. */
const NOBODYS = new Set([
  'schema_migrations',
  'master_key_proof',
  'refusal_keys',
  'signature_sightings',
  'signature_failures',
  'limit_counts',
])
/** Nobody changes what was recorded. */
const APPEND_ONLY = new Set(['audit_events'])
/** Values that a table's checks ask for; the other columns are filled by their types. */
const VALUES: Readonly<Record<string, string>> = {
  'audit_events.outcome': 'allowed',
  'grants.scope': 'account',
  'grants.group_id': 'g',
  'tokens.methods': '{password}',
  'export_tasks.language': 'en_US',
  'export_tasks.task_type': 'USERS',
  'import_differences.outcome': 'CREATED',
}

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly required: boolean
}

let database: TestDatabase
let owner: pg.Client
let tables: Map<string, Column[]>
before(async () => {
  database = await cloneDatabase()
  await prepareRole(database.url, testLog)
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  tables = await readTables()
  // Rows that hang together by nothing but their account: the keys between tables are not the matter here.
  await owner.query(`SET session_replication_role = replica`)
  for (const account of ['a', 'b']) {
    for (const table of [...tables.keys()].filter((name) => !NOBODYS.has(name))) await plant(table, account)
  }
})
after(async () => {
  await owner?.end()
  await database?.drop()
})

async function readTables(): Promise<Map<string, Column[]>> {
  const { rows } = await owner.query<Column>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type,
       c.is_nullable = 'NO' AND c.column_default IS NULL AND c.is_identity = 'NO' AND c.is_generated = 'NEVER' AS required
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, ordinal_position`,
  )
  return Map.groupBy(rows, ({ table }) => table)
}

async function plant(table: string, account: string): Promise<void> {
  const columns = (tables.get(table) ?? []).filter(
    ({ column, required }) => required || `${table}.${column}` in VALUES || column === 'id',
  )
  const values = columns.map(({ column, type }) => valueOf(table, column, type, account))
  await owner.query(
    `INSERT INTO ${table} (${columns.map(({ column }) => column).join(', ')})
     VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  )
}

function valueOf(table: string, column: string, type: string, account: string): unknown {
  const given = VALUES[`${table}.${column}`]
  if (given !== undefined) return given
  if (column === 'account_id' || (table === 'accounts' && column === 'id')) return account
  if (column === 'project_id' || (table === 'projects' && column === 'id')) return `project-of-${account}`
  if (type === 'text') return `${table}-of-${account}`
  if (type === 'bytea') return Buffer.from(`${table}-of-${account}`)
  if (type === 'jsonb') return '{}'
  if (type === 'ARRAY') return '{}'
  if (type === 'boolean') return true
  if (type.startsWith('timestamp')) return new Date()
  return 1
}

/** Does something as an account's requests would, and undoes it. */
async function asAccount<T>(account: string | null, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url, options: '-c role=muster_app' })
  await client.connect()
  try {
    await client.query('BEGIN')
    if (account !== null) await client.query(`SELECT set_config('muster.account_id', $1, true)`, [account])
    return await work(client)
  } finally {
    await client.end()
  }
}

const ownRows = ({ rows }: pg.QueryResult<Record<string, unknown>>) => rows.map((row) => JSON.stringify(row))
const scoped = () => [...tables.keys()].filter((table) => !NOBODYS.has(table))

test('every table is under forced row-level security, but for those that belong to no account', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT (relrowsecurity AND relforcerowsecurity)`,
  )
  assert.deepEqual(new Set(rows.map(({ name }) => name)), NOBODYS)
})

test('an account sees its own rows', async () => {
  for (const table of scoped()) {
    const rows = await asAccount('b', async (client) => ownRows(await client.query(`SELECT * FROM ${table}`)))
    assert.equal(rows.length, 1, table)
    assert.doesNotMatch(rows.join(), /-of-a|"account_id":"a"/, table)
  }
})

test('who is nobody sees nothing', async () => {
  for (const table of scoped()) {
    const seen = await asAccount(
      null,
      async (client) => (await client.query(`SELECT FROM ${table}`)).rowCount,
    )
    assert.equal(seen, 0, table)
  }
})

test('an account changes and deletes its own rows', async () => {
  for (const table of scoped().filter((name) => !APPEND_ONLY.has(name))) {
    const column = (tables.get(table) ?? []).find(({ required }) => required)?.column ?? ''
    const changed = await asAccount(
      'b',
      async (client) => (await client.query(`UPDATE ${table} SET ${column} = ${column}`)).rowCount,
    )
    assert.equal(changed, 1, table)
    // Rows of other tables may hang on a deleted one.
    const deleted = await asAccount('b', async (client) => {
      const { rowCount } = await client
        .query(`DELETE FROM ${table}`)
        .catch((error: unknown) => ({ rowCount: (error as pg.DatabaseError).code }))
      return rowCount
    })
    assert.ok(deleted === 1 || deleted === '23503', `${table}: ${deleted}`)
  }
})

test('an account can give nothing to another', async () => {
  for (const table of scoped()) {
    const row = (tables.get(table) ?? []).filter(({ required, column }) => required || column === 'id')
    const values = row.map(({ column, type }) => valueOf(table, column, type, 'a'))
    await assert.rejects(
      asAccount('b', (client) =>
        client.query(
          `INSERT INTO ${table} (${row.map(({ column }) => column).join(', ')})
           VALUES (${row.map((_, index) => `$${index + 1}`).join(', ')})`,
          values,
        ),
      ),
      /row-level security/,
      table,
    )
  }
})

test('what was recorded is changed and deleted by nobody', async () => {
  for (const statement of [
    'UPDATE audit_events SET id = id',
    'DELETE FROM audit_events',
    'TRUNCATE audit_events',
  ]) {
    await assert.rejects(
      asAccount('b', (client) => client.query(statement)),
      /permission denied/,
      statement,
    )
  }
})
