import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'

import { sql } from 'kysely'

import { ApiClient } from '../../src/client/api-client.ts'
import { openTestDirectory } from '../support/directory.ts'
import { type LogLine, recordingLog } from '../support/log.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { addTask } from '../support/tasks.ts'
import { credentials, testSettings } from '../support/settings.ts'
import { startServer } from '../../src/start-server.ts'

// What happens where an event cannot be stored.
const directory = await openTestDirectory()
const { database, url: databaseUrl, project } = directory

await sql`CREATE FUNCTION full_up() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$`.execute(database)
beforeEach(() => sql`DROP TRIGGER IF EXISTS full_up ON audit_events`.execute(database))
const fill = () =>
  sql`CREATE TRIGGER full_up BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION full_up()`.execute(
    database,
  )

/** A server that works on nothing, with its log. */
async function start(t: Parameters<typeof scratchFolder>[0]) {
  const { log, lines } = recordingLog()
  const settings = testSettings({ dataDir: scratchFolder(t), databaseUrl }, { MUSTER_ROLE: 'api' })
  const server = await startServer(settings, log, 'test')
  after(() => server.stop())
  const client = new ApiClient({
    endpoint: server.url ?? '',
    accessKey: credentials.access_key,
    secretKey: credentials.secret_key,
  })
  return { server, client, lines }
}

const lost = (lines: readonly LogLine[]) =>
  lines.filter(({ msg }) => msg.startsWith('AUDIT EVENT NOT STORED'))
const status = (answer: Promise<Response>) =>
  answer.then(
    (given) => given.status,
    (error: { status: number }) => error.status,
  )

test('an export that cannot be recorded is not ordered', async (t) => {
  const { client, lines } = await start(t)
  await fill()
  assert.equal(await status(client.send('POST', `/v3/${project.id}/users/export`, { body: {} })), 503)
  assert.deepEqual(await database.selectFrom('export_tasks').select('id').execute(), [])
  assert.equal(lost(lines).length, 1, 'that it was asked for is in the log')
})

test('of a file whose download cannot be recorded not a byte is sent', async (t) => {
  const { client, server, lines } = await start(t)
  const text = 'bytes of a workbook'
  const folder = path.join(server.services.settings.MUSTER_DATA_DIR, 'exports')
  await writeFile(path.join(folder, 'kept.xlsx'), text)
  const id = await addTask(directory, {
    status: 'SUCCESS',
    file_key: 'kept.xlsx',
    file_size: text.length,
    sha256: 'f'.repeat(64),
    expires_at: new Date(Date.now() + 60_000),
  })
  const fetchIt = () => client.send('GET', `/v2/${project.id}/export-tasks/${id}/download`)
  assert.equal(await (await fetchIt()).text(), text)
  await fill()
  await assert.rejects(fetchIt(), { status: 503 })
  assert.equal(lost(lines).length, 0, 'it is the operation that fails')
  await database.deleteFrom('export_tasks').execute()
})

test('a change that is made already stays, and its event is in the log, whole', async (t) => {
  const { client, lines } = await start(t)
  await fill()
  const body = { user_name: 'made', user_email: 'a@example.com' }
  assert.equal(await status(client.send('POST', `/v2/${project.id}/users`, { body })), 201)
  const [line, ...others] = lost(lines)
  assert.deepEqual(others, [])
  assert.equal(line?.level, 50)
  const { operation, outcome, details } = line['event'] as Record<string, unknown>
  assert.deepEqual([operation, outcome, details], ['CreateDesktopUser', 'allowed', { user_names: ['made'] }])
})

test('what is recorded after the answer is stored before the server has stopped', async (t) => {
  const { server } = await start(t)
  const forger = new ApiClient({
    endpoint: server.url ?? '',
    accessKey: credentials.access_key,
    secretKey: 'wrong',
  })
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => status(forger.send('GET', `/v2/${project.id}/users`))),
  )
  await server.stop()
  assert.deepEqual(answers, [401, 401, 401, 401])
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) FROM audit_events WHERE status = 401 AND credential = ${credentials.access_key}`.execute(
    database,
  )
  assert.deepEqual(rows, [{ count: 4 }])
})
