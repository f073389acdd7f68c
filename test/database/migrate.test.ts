import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { migrate } from '../../src/database/migrate.ts'
import { type TestDatabase, emptyDatabase } from '../support/database.ts'
import { recordingLog, testLog } from '../support/log.ts'
import { dumpSchema } from '../support/schema-dump.ts'
import { runSql } from '../support/sql.ts'

const MIGRATIONS = new URL('../../src/database/migrations/', import.meta.url)
const GOLDEN = new URL('schema.golden.sql', import.meta.url)
const files = (await readdir(MIGRATIONS)).toSorted()

/** An empty database, gone after the test. */
async function fresh(t: TestContext): Promise<TestDatabase> {
  const database = await emptyDatabase()
  t.after(() => database.drop())
  return database
}

/** A copy of the migrations that a test may change. */
async function copyOfMigrations(t: TestContext): Promise<{ folder: string; url: URL }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-migrations-'))
  t.after(() => rm(folder, { recursive: true }))
  await cp(MIGRATIONS, folder, { recursive: true })
  return { folder, url: pathToFileURL(`${folder}/`) }
}

const versions = async (url: string) =>
  await runSql<{ version: number; name: string }>(
    { databaseUrl: url },
    'SELECT version, name FROM schema_migrations ORDER BY version',
  )

void test('the migrations are numbered 0001, 0002 and so on, without a gap', () => {
  assert.ok(files.length > 0)
  for (const [index, name] of files.entries()) {
    assert.match(name, /^\d{4}-[a-z-]+\.sql$/)
    assert.equal(Number(name.slice(0, 4)), index + 1, name)
  }
})

void test('each runs once and is recorded; a second run does nothing', async (t) => {
  const { url } = await fresh(t)
  const { log, lines } = recordingLog()
  await migrate(url, log)
  const recorded = files.map((name, index) => ({ version: index + 1, name }))
  assert.deepEqual(await versions(url), recorded)
  assert.deepEqual(
    lines.map(({ msg, migration }) => [msg, migration]),
    files.map((name) => ['schema migrated', name]),
  )
  const before = await dumpSchema(url)
  await migrate(url, log)
  assert.equal(lines.length, files.length)
  assert.deepEqual(await versions(url), recorded)
  assert.equal(await dumpSchema(url), before)
})

void test('five at once on an empty database: each migration runs once', async (t) => {
  const { url } = await fresh(t)
  const { log, lines } = recordingLog()
  await Promise.all(Array.from({ length: 5 }, () => migrate(url, log)))
  assert.deepEqual(
    lines.map(({ migration }) => migration),
    files,
  )
  assert.deepEqual(
    (await versions(url)).map(({ name }) => name),
    files,
  )
})

void test('a database that is newer than the program is refused and left as it is', async (t) => {
  const { url } = await fresh(t)
  await migrate(url, testLog)
  const next = files.length + 1
  await runSql({ databaseUrl: url }, `INSERT INTO schema_migrations (version, name) VALUES ($1, 'later')`, [
    next,
  ])
  const before = await dumpSchema(url)
  await assert.rejects(migrate(url, testLog), {
    message:
      `The database is newer than this program: its schema is at version ${next}, and this program knows ` +
      `${files.length}. Start the program that made it, or a later one.`,
  })
  assert.equal(await dumpSchema(url), before)
})

void test('a migration that fails leaves nothing behind, and those before it stay', async (t) => {
  const { url } = await fresh(t)
  const { folder, url: migrations } = await copyOfMigrations(t)
  const name = `${String(files.length + 1).padStart(4, '0')}-broken.sql`
  await writeFile(
    path.join(folder, name),
    'CREATE TABLE half_made (id text); ALTER TABLE users ADD COLUMN half_made text; SELECT 1 / 0;',
  )
  await assert.rejects(migrate(url, testLog, { folder: migrations }), (error: Error) => {
    assert.equal(error.message, `Migration ${name} failed`)
    assert.match((error.cause as Error).message, /division by zero/)
    return true
  })
  assert.doesNotMatch(await dumpSchema(url), /half_made/)
  assert.equal((await versions(url)).length, files.length)

  // Once it is put right, the next start goes on with it.
  await writeFile(path.join(folder, name), 'CREATE TABLE whole (id text)')
  await migrate(url, testLog, { folder: migrations })
  assert.match(await dumpSchema(url), /TABLE whole/)
  assert.equal((await versions(url)).length, files.length + 1)
})

void test('a new migration runs on a database of the version before', async (t) => {
  const { url } = await fresh(t)
  const { folder, url: migrations } = await copyOfMigrations(t)
  const newest = path.join(folder, files.at(-1) ?? '')
  const statements = await readFile(newest)
  await rm(newest)
  await migrate(url, testLog, { folder: migrations })
  assert.equal((await versions(url)).length, files.length - 1)
  await writeFile(newest, statements)
  await migrate(url, testLog, { folder: migrations })
  assert.equal((await versions(url)).length, files.length)
})

void test('a gap between the numbers is refused before anything is made', async (t) => {
  const { url } = await fresh(t)
  const { folder, url: migrations } = await copyOfMigrations(t)
  await rm(path.join(folder, files[1] ?? ''))
  await assert.rejects(
    migrate(url, testLog, { folder: migrations }),
    /^Error: Migration \S+ is out of sequence$/,
  )
  assert.doesNotMatch(await dumpSchema(url), /TABLE users/)
})

void test('the schema is the one in test/database/schema.golden.sql', async (t) => {
  const { url } = await fresh(t)
  await migrate(url, testLog)
  const schema = await dumpSchema(url)
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(GOLDEN, schema)
  assert.equal(
    schema,
    await readFile(GOLDEN, 'utf8'),
    'The migrations make another schema. If that is meant: UPDATE_GOLDEN=1 npm run test:run -- --test-name-pattern=golden',
  )
})
