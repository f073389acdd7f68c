/** A backup, taken as an owner under row-level security from Debian's PostgreSQL, and what comes back from it. */

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import pg from 'pg'

import { verifyArchive } from '../../src/backup/archive.ts'
import { ApiClient } from '../../src/client/api-client.ts'
import { orderExport } from '../../src/client/export-users.ts'
import { loadSample } from '../../src/directory/sample/load-sample.ts'
import { newId } from '../../src/ids.ts'
import { startServer } from '../../src/start-server.ts'
import { runMuster } from '../support/command-line.ts'
import { downloadTask, waitForTask } from '../support/exports-by-client.ts'
import {
  type ExternalPostgres,
  skipWithoutPostgres,
  startExternalPostgres,
} from '../support/external-postgres.ts'
import { testLog } from '../support/log.ts'
import { credentials, testEnvironment, testSettings } from '../support/settings.ts'
import { type DataDir, temporaryDataDir } from '../support/temporary-data-dir.ts'

const { project_id: project, access_key: accessKey, secret_key: secretKey } = credentials
const USERS = 3000

void describe('backup and restore', { skip: skipWithoutPostgres }, () => {
  let postgres: ExternalPostgres
  let folder: DataDir
  let databaseUrl: string
  let task: { id: string; sha256: string }
  const at = (...names: string[]) => path.join(folder.path, ...names)
  const environment = (dataDir: string, url?: string) => ({
    ...testEnvironment({ dataDir, ...(url === undefined ? {} : { databaseUrl: url }) }),
    MUSTER_LOG_LEVEL: 'fatal',
  })
  const start = async (dataDir: string, url: string) => {
    const server = await startServer(testSettings({ dataDir, databaseUrl: url }), testLog, 'test')
    return { server, client: new ApiClient({ endpoint: server.url ?? '', accessKey, secretKey }) }
  }

  before(async () => {
    postgres = await startExternalPostgres()
    folder = await temporaryDataDir()
    databaseUrl = await postgres.createDatabase('source')
    const { server, client } = await start(at('source'), databaseUrl)
    try {
      const { rows } = await query<{ account_id: string }>('source', 'SELECT account_id FROM projects')
      const place = { id: project, accountId: rows[0]?.account_id ?? '' }
      await loadSample(postgres.superuserUrl('source'), { project: place, users: USERS, seed: 1 }, () => {})
      // Another account, a row of which each must come back as well; and texts that COPY has its own way with.
      await query('source', `INSERT INTO accounts (id, name) VALUES ('other', 'other\\\n\tone')`)
      await query('source', `INSERT INTO projects (id, account_id, name) VALUES ('p2', 'other', 'Zweites')`)
      const id = await orderExport(client, project, { active_type: 'ALL' })
      task = { id, sha256: (await waitForTask(client, id)).sha256 ?? '' }
    } finally {
      await server.stop()
    }
  })
  after(async () => {
    await postgres?.stop()
    await folder?.remove()
  })

  async function query<Row extends pg.QueryResultRow>(database: string, statement: string) {
    const client = new pg.Client({ connectionString: postgres.superuserUrl(database) })
    await client.connect()
    try {
      return await client.query<Row>(statement)
    } finally {
      await client.end()
    }
  }

  /** Every row of every table that is meant to last, as text. */
  async function contents(database: string): Promise<Record<string, string[]>> {
    const { rows: tables } = await query<{ name: string }>(
      database,
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND relpersistence = 'p' AND relname <> 'schema_migrations' ORDER BY 1`,
    )
    const all: Record<string, string[]> = {}
    for (const { name } of tables) {
      const { rows } = await query<{ row: string }>(
        database,
        `SELECT t::text AS row FROM ${name} AS t ORDER BY 1`,
      )
      all[name] = rows.map(({ row }) => row)
    }
    return all
  }

  void test('everything comes back: rows of all accounts, the file, the next number of a group', async () => {
    const backup = await runMuster(['backup', '--files', 'true', '--out', at('whole.tar.gz')], {
      environment: environment(at('source'), databaseUrl),
    })
    assert.equal(backup.code, 0, backup.stderr)
    assert.equal(statSync(at('whole.tar.gz')).mode & 0o777, 0o600)
    assert.ok(!existsSync(at('whole.tar.gz.part')))
    const target = await postgres.createDatabase('target')
    const restored = await runMuster(['restore', '--file', at('whole.tar.gz')], {
      environment: environment(at('target'), target),
    })
    assert.equal(restored.code, 0, restored.stderr)
    const expected = await contents('source')
    assert.deepEqual(await contents('target'), expected)
    const rows = Object.values(expected).flat().length
    assert.ok(rows > USERS)
    const { taken_at: _, ...done } = JSON.parse(restored.stdout) as Record<string, unknown>
    assert.deepEqual(done, { rows, files: 1, expired: 0 })
    // Row-level security is as it was.
    const open = await query(
      'target',
      `SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity`,
    )
    assert.deepEqual(open.rows, [])

    const { server, client } = await start(at('target'), target)
    try {
      assert.equal((await downloadTask(client, task.id)).sha256, task.sha256)
      const again = await orderExport(client, project, { active_type: 'ALL' })
      assert.equal((await waitForTask(client, again)).rows_total, USERS)
      const next = await query<{ number: number; most: number }>(
        'target',
        `SELECT nextval(pg_get_serial_sequence('user_groups', 'number'))::int AS number,
           (SELECT max(number) FROM user_groups) AS most`,
      )
      assert.equal(next.rows[0]?.number, (next.rows[0]?.most ?? 0) + 1)
    } finally {
      await server.stop()
    }
  })

  void test('without files their tasks have expired; into an embedded database, an unfinished one runs', async () => {
    const waitingId = newId()
    const waiting = `INSERT INTO export_tasks (project_id, id, account_id, task_type, language, filter, scope, created_by,
        created_by_id, file_name)
      SELECT project_id, '${waitingId}', account_id, task_type, language, filter, scope, created_by, created_by_id, file_name
      FROM export_tasks LIMIT 1`
    await query('source', waiting)
    const backup = await runMuster(['backup', '--out', at('plain.tar.gz')], {
      environment: environment(at('source'), databaseUrl),
    })
    assert.equal(backup.code, 0, backup.stderr)
    const again = await runMuster(['backup', '--out', at('plain.tar.gz')], {
      environment: environment(at('source'), databaseUrl),
    })
    assert.equal(again.code, 1)
    assert.match(again.stderr, /is there already/)

    const embedded = await temporaryDataDir()
    try {
      const run = () =>
        runMuster(['restore', '--file', at('plain.tar.gz')], { environment: environment(embedded.path) })
      const restored = await run()
      assert.equal(restored.code, 0, restored.stderr)
      assert.equal((JSON.parse(restored.stdout) as { expired: number }).expired, 1)
      const refused = await run()
      assert.deepEqual([refused.code, refused.stdout], [1, ''])
      assert.match(refused.stderr, /is not empty/)
      const server = await startServer(testSettings({ dataDir: embedded.path }), testLog, 'test')
      try {
        const client = new ApiClient({ endpoint: server.url ?? '', accessKey, secretKey })
        assert.equal((await waitForTask(client, task.id, () => true)).status, 'EXPIRED')
        assert.equal((await waitForTask(client, waitingId)).rows_total, USERS)
      } finally {
        await server.stop()
      }
    } finally {
      await embedded.remove()
    }
  })

  void test('a damaged or cut backup is refused before anything is made, and so is a used database', async () => {
    const bytes = readFileSync(at('whole.tar.gz'))
    const damaged = at('damaged.tar.gz')
    const refused = async (url = 'postgres://nobody@127.0.0.1:1/none') => {
      const outcome = await runMuster(['restore', '--file', damaged], {
        environment: environment(at('nothing'), url),
      })
      assert.equal(outcome.code, 1)
      assert.ok(!existsSync(at('nothing')))
      return outcome.stderr
    }
    for (const place of [0.3, 0.6, 0.95]) {
      const changed = Buffer.from(bytes)
      const index = Math.floor(bytes.length * place)
      changed[index] = (changed[index] ?? 0) ^ 1
      writeFileSync(damaged, changed)
      await assert.rejects(verifyArchive(damaged), `at ${place}`)
    }
    writeFileSync(damaged, bytes)
    truncateSync(damaged, bytes.length - 2000)
    await assert.rejects(verifyArchive(damaged))
    writeFileSync(damaged, 'no archive at all')
    await assert.rejects(verifyArchive(damaged))
    writeFileSync(damaged, bytes)
    assert.match(await refused(databaseUrl), /The database of MUSTER_DATABASE_URL is not empty/)
    await mkdir(at('nothing'))
    writeFileSync(at('nothing', 'x'), '')
    const full = await runMuster(['restore', '--file', damaged], { environment: environment(at('nothing')) })
    assert.match(full.stderr, /is not empty/)
    assert.deepEqual(readdirSync(at('nothing')), ['x'])
  })
})
