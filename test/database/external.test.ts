/** Muster on a PostgreSQL that is not the embedded one: the answers are the same. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { migrate } from '../../src/database/migrate.ts'
import type { ApiClient } from '../../src/client/api-client.ts'
import { orderExport, waitForTask } from '../../src/client/export-users.ts'
import { emptyDatabase } from '../support/database.ts'
import {
  type ExternalPostgres,
  skipWithoutPostgres,
  startExternalPostgres,
} from '../support/external-postgres.ts'
import { recordingLog, testLog } from '../support/log.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { dumpSchema } from '../support/schema-dump.ts'
import { credentials, testEnvironment } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { type DataDir, temporaryDataDir } from '../support/temporary-data-dir.ts'
import { type TestServer, startTestServer } from '../support/server.ts'

const { project_id: project } = credentials

/** Names whose letters change their length, their number or their neighbour's form in some lower-casing. */
const NAMES =
  'Zoe anna Ärzte ärzte2 Öl Straße ẞtraße ΟΔΟΣ ΟΔΟΣΑ οδος3 İzmir ızmir Izmir2 Ǆ ǅ2 ﬁ я Ї 王伟 李娜 中文 한국 ｚ Ｚ2 𠀀 𐐀 𐐨2 1 10 9 a-b a.b a_b AB'.split(
    ' ',
  )

/** Filters and, of the names, those that they find; a description is the name between two words. */
const FILTERS: readonly [Record<string, string>, readonly string[]][] = [
  [{ user_name: 'ÄRZTE' }, ['Ärzte', 'ärzte2']],
  [{ description: 'ärzte' }, ['Ärzte', 'ärzte2']],
  [{ user_name: '王' }, ['王伟']],
  [{ description: '李娜' }, ['李娜']],
  // The small sigma at the end of a word is a letter of its own; what is searched for need not end a word.
  [{ user_name: 'ΟΔΟΣ' }, ['ΟΔΟΣ', 'ΟΔΟΣΑ']],
  [{ description: 'οδοσ' }, ['ΟΔΟΣ', 'ΟΔΟΣΑ']],
  [{ user_name: 'οδος' }, ['οδος3']],
  [{ user_name: 'izmir' }, ['Izmir2', 'İzmir']],
  [{ user_name: 'IZM' }, ['Izmir2', 'İzmir']],
  [{ user_name: 'ß' }, ['Straße', 'ẞtraße']],
  [{ user_name: 'ǆ' }, ['Ǆ', 'ǅ2']],
  [{ user_name: '𐐀' }, ['𐐀', '𐐨2']],
  [{ user_name: 'ｚ' }, ['ｚ', 'Ｚ2']],
  [{ user_name: 'a_b' }, ['a_b']],
  [{ description: '%' }, []],
]

describe('a PostgreSQL of the system', { skip: skipWithoutPostgres, concurrency: false }, () => {
  let postgres: ExternalPostgres
  let dataDir: DataDir
  let url: string
  let first: MusterProcess
  let second: MusterProcess
  let api: ApiClient
  let embedded: TestServer
  const others: MusterProcess[] = []
  /** Another Muster on the same folder. */
  const start = (databaseUrl: string) => {
    const started = new MusterProcess(['serve'], testEnvironment({ dataDir: dataDir.path, databaseUrl }))
    others.push(started)
    return started
  }

  before(async () => {
    postgres = await startExternalPostgres()
    dataDir = await temporaryDataDir()
    url = await postgres.createDatabase('plain')
    // Two at once on an empty database.
    first = start(url)
    second = start(url)
    embedded = await startTestServer()
    api = await first.ready()
    await second.ready()
    for (const client of [api, embedded.client]) await createUsers(client, NAMES)
  })
  after(async () => {
    for (const each of others) await each.end('SIGKILL')
    await embedded?.stop()
    await postgres?.stop()
    await dataDir?.remove()
  })

  test('the role that owns the database is enough', async () => {
    const [role] = await runSql<{ rolsuper: boolean }>(
      { databaseUrl: url },
      'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
    )
    assert.equal(role?.rolsuper, false)
  })

  test('of two processes that start at once on an empty database one makes schema and account', async () => {
    const said = [...first.lines, ...second.lines].map(({ msg }) => msg)
    const count = (message: string) => said.filter((msg) => msg === message).length
    // Row-level security holds for this role: only maintenance sees accounts.
    const maintenance = `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c muster.maintenance=on')}`
    const accounts = await runSql({ databaseUrl: maintenance }, 'SELECT id FROM accounts')
    const migrations = await runSql({ databaseUrl: url }, 'SELECT version FROM schema_migrations')
    assert.equal(accounts.length, 1)
    assert.equal(count('first account made; its credentials are in the file'), 1)
    assert.equal(count('schema migrated'), migrations.length)
  })

  test('the schema is the same', async (t) => {
    const empty = await emptyDatabase()
    t.after(() => empty.drop())
    await migrate(empty.url, testLog)
    assert.equal(await dumpSchema(url), await dumpSchema(empty.url))
  })

  test('the order of lists is the same', async () => {
    const names = await listNames(api)
    assert.equal(names.length, NAMES.length)
    assert.deepEqual(names, await listNames(embedded.client))
  })

  for (const [filter, expected] of FILTERS) {
    test(`${JSON.stringify(filter)} finds ${expected.join(', ') || 'nobody'}`, async () => {
      assert.deepEqual((await listNames(embedded.client, filter)).toSorted(), expected.toSorted())
      assert.deepEqual((await listNames(api, filter)).toSorted(), expected.toSorted())
    })
  }

  for (const name of ['ÄRZTE', 'οδοσ', 'izmir', 'straße', '李娜']) {
    test(`the name ${name} is taken`, async () => {
      for (const client of [api, embedded.client]) {
        await assert.rejects(createUsers(client, [name]), { status: 400 })
      }
    })
  }

  test('an export has the right rows', async () => {
    assert.deepEqual(await exportedNames(api, {}), await listNames(api))
    assert.deepEqual(await exportedNames(api, { description: '王' }), ['王伟'])
    assert.deepEqual(await exportedNames(api, { user_name: 'ärz' }), ['Ärzte', 'ärzte2'])
  })

  test('a second process at the same time sees and does the same', async () => {
    const other = await second.ready()
    assert.deepEqual(await listNames(other), await listNames(api))
    const made = await Promise.all([api, other, api, other].map((each) => exportedNames(each, {})))
    for (const names of made) assert.deepEqual(names, await listNames(api))
  })

  test('LC_CTYPE C is warned of, and the answers stay right', async () => {
    const plain = await postgres.createDatabase('ascii', `ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`)
    const muster = start(plain)
    const client = await muster.ready()
    const warning = muster.lines.find(({ level }) => level === 40)
    assert.match(warning?.msg ?? '', /^the database has LC_CTYPE C: .*C\.UTF-8/)
    assert.ok(!first.lines.some(({ msg }) => msg.includes('LC_CTYPE')))
    await createUsers(client, NAMES)
    assert.deepEqual(await listNames(client), await listNames(api))
    for (const [filter, expected] of FILTERS) {
      assert.deepEqual(
        (await listNames(client, filter)).toSorted(),
        expected.toSorted(),
        JSON.stringify(filter),
      )
    }
  })

  test('a database that cannot hold every letter is refused', async () => {
    for (const [name, encoding] of [
      ['bytes', 'SQL_ASCII'],
      ['latin', 'LATIN1'],
    ] as const) {
      const other = await postgres.createDatabase(name, `ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C'`)
      await assert.rejects(migrate(other, recordingLog().log), {
        message: `The database has the encoding ${encoding}, and UTF8 is needed. Create it with ENCODING 'UTF8'.`,
      })
    }
  })

  test('a role that may make no tables gets a sentence and no half of a schema', async () => {
    await postgres.createDatabase('theirs')
    const [, elsewhere] = [await postgres.createDatabase('mine'), postgres.superuserUrl('theirs')]
    const muster = start(elsewhere.replace('//owner@', '//mine@'))
    const { code, stderr } = await muster.ended
    assert.equal(code, 1)
    assert.match(stderr, /^muster: permission denied for schema public\n$/)
  })
})

async function createUsers(client: ApiClient, names: readonly string[]): Promise<void> {
  await client.send('POST', `/v2/${project}/users/batch-create`, {
    body: {
      users: names.map((user_name) => ({
        user_name,
        user_email: 'someone@example.com',
        description: `the user ${user_name} here`,
      })),
    },
  })
}

async function listNames(
  client: ApiClient,
  filter: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const query = Object.entries(filter).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const { users } = await client.json<{ users: { user_name: string }[] }>(
    'GET',
    `/v2/${project}/users?${query.join('&')}`,
  )
  return users.map(({ user_name }) => user_name)
}

async function exportedNames(client: ApiClient, filter: object): Promise<string[]> {
  const id = await orderExport(client, project, filter)
  await waitForTask(client, project, id, { signal: AbortSignal.timeout(60_000), report: () => {} })
  const file = await client.send('GET', `/v2/${project}/export-tasks/${id}/download`)
  const { rows } = await readWorkbook(Buffer.from(await file.arrayBuffer()))
  return rows.map((row) => String(row['Username']))
}
