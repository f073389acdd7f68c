import assert from 'node:assert/strict'
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { connectDatabase } from '../../src/database/connect.ts'
import { type Finding, examineDatabase, examineMachine } from '../../src/doctor/examine.ts'
import { dictionary } from '../../src/i18n/dictionary.ts'
import { runMuster } from '../support/command-line.ts'
import { testLog } from '../support/log.ts'
import { type TestServer, startTestServer } from '../support/server.ts'
import { credentials, testEnvironment, testSettings } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { addTask } from '../support/tasks.ts'

const words = dictionary('en_US').doctor
let server: TestServer
before(async () => {
  server = await startTestServer({ MUSTER_ROLE: 'api' })
})
after(() => server?.stop())

const settings = (others: Record<string, string> = {}) => testSettings(server, others)

async function examine(others: Record<string, string> = {}): Promise<Record<string, Finding>> {
  const given = settings(others)
  const findings = [
    ...(await examineMachine(given, words)),
    ...(await examineDatabase(server.databaseUrl, given, words)),
  ]
  return Object.fromEntries(findings.map((finding) => [finding.check, finding]))
}

async function unhealthy(check: string, state: string, says: RegExp, others: Record<string, string> = {}) {
  const found = (await examine(others))[check]
  assert.equal(found?.state, state, JSON.stringify(found))
  assert.match(found?.sentence ?? '', says)
}

test('a sound installation has nothing but good findings, at the command line too', async () => {
  const findings = await examine()
  for (const finding of Object.values(findings)) assert.equal(finding.state, 'ok', JSON.stringify(finding))
  assert.deepEqual(Object.keys(findings).toSorted(), Object.keys(words.checks).toSorted())
  const environment = testEnvironment(server)
  const { code, stdout } = await runMuster(['doctor'], { environment })
  assert.equal(code, 0, stdout)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding)
  assert.deepEqual(
    lines.map(({ check }) => check),
    Object.keys(findings),
  )
  const zh = await runMuster(['doctor', '--lang', 'zh_CN'], { environment })
  assert.match(zh.stdout, /"check":"queue","state":"ok","sentence":"0 个任务等待/)
})

test('a folder that others can enter', async () => {
  chmodSync(server.dataDir, 0o755)
  await unhealthy('folder', 'warning', /chmod 700/)
  chmodSync(server.dataDir, 0o700)
})

test('another master key', async () => {
  const other = Buffer.alloc(32, 'other').toString('base64')
  await unhealthy('masterKey', 'error', /MUSTER_MASTER_KEY is another/, { MUSTER_MASTER_KEY: other })
})

test('a newer schema, and an older one', async () => {
  const [{ newest } = { newest: 0 }] = await runSql<{ newest: number }>(
    server,
    'SELECT max(version) AS newest FROM schema_migrations',
  )
  await runSql(server, `INSERT INTO schema_migrations (version, name) VALUES (${newest + 1}, 'later')`)
  await unhealthy('schema', 'error', /a later one/)
  await runSql(server, `DELETE FROM schema_migrations WHERE version >= ${newest}`)
  await unhealthy('schema', 'warning', new RegExp(`brings it to ${newest}`))
  await runSql(server, `INSERT INTO schema_migrations (version, name) VALUES (${newest}, 'again')`)
})

test('files without a task, and tasks without their file', async () => {
  const file = path.join(server.dataDir, 'exports', 'stray.1.xlsx')
  writeFileSync(file, 'x')
  await unhealthy('files', 'warning', /1 files are of no task/)
  rmSync(file)
  const { database, pool } = connectDatabase(server.databaseUrl, { connections: 1, log: testLog })
  const project = await database
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', credentials.project_id)
    .executeTakeFirstOrThrow()
  const directory = { database, project: { ...project, accountId: project.account_id } } as never
  await addTask(directory, { id: 'lost', status: 'SUCCESS', file_key: 'lost.1.xlsx' })
  await pool.end()
  await unhealthy('files', 'error', /1 files that tasks name are not there/)
  await runSql(server, `DELETE FROM export_tasks`)
})

test('a queue that nobody works on', async () => {
  const project = credentials.project_id
  await server.client.json('POST', `/v3/${project}/users/export`, {})
  await runSql(
    server,
    `UPDATE pgboss.job SET created_on = now() - interval '2 minutes' WHERE name = 'exports'`,
  )
  await unhealthy('queue', 'error', /1 tasks wait, the first for 12\d s, and none runs: start a worker/)
  await runSql(server, `DELETE FROM pgboss.job WHERE name = 'exports'`)
})

test('a storage and a database that do not answer are said, and end with a code', async () => {
  const environment = testEnvironment(
    { dataDir: server.dataDir, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' },
    {
      MUSTER_STORAGE: 's3',
      MUSTER_S3_ENDPOINT: 'http://127.0.0.1:1',
      MUSTER_S3_BUCKET: 'b',
      MUSTER_S3_ACCESS_KEY_ID: 'a',
      MUSTER_S3_SECRET_ACCESS_KEY: 'top secret',
    },
  )
  const { code, stdout } = await runMuster(['doctor'], { environment })
  assert.equal(code, 1)
  assert.match(
    stdout,
    /"check":"storage","state":"error","sentence":"This could not be checked: The object storage could not take a file to try/,
  )
  assert.match(
    stdout,
    /"check":"database","state":"error","sentence":"This could not be checked: connect ECONNREFUSED/,
  )
  assert.doesNotMatch(stdout, /top secret/)
})

test('where nothing is yet it says so, and makes nothing', async () => {
  const nothing = path.join(server.dataDir, 'nothing')
  const { code, stdout } = await runMuster(['doctor'], { environment: { MUSTER_DATA_DIR: nothing } })
  assert.equal(code, 0)
  assert.match(stdout, /There is none yet/)
  assert.equal(existsSync(nothing), false)
})
