import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { migrate } from '../../src/database/migrate.ts'
import { startMuster } from '../support/acceptance.ts'
import { emptyDatabase } from '../support/database.ts'
import { exportUsers } from '../support/exports.ts'
import { testLog } from '../support/log.ts'
import { holdUsers, runSql } from '../support/sql.ts'
import { createUsers } from '../support/users.ts'

const MIGRATIONS = new URL('../../src/database/migrations/', import.meta.url)
const newest = (await readdir(MIGRATIONS)).length

/** A row of each table that matters, from the version on that has it. */
const ROWS: readonly [version: number, table: string, insert: string][] = [
  [1, 'accounts', `(id, name) VALUES ('a', 'acme')`],
  [1, 'projects', `(id, account_id, name) VALUES ('p', 'a', 'local')`],
  [1, 'iam_users', `(id, account_id, name) VALUES ('u', 'a', 'admin')`],
  [
    1,
    'access_keys',
    `(access_key, account_id, iam_user_id, sealed_secret_key) VALUES ('AK', 'a', 'u', '\\x00')`,
  ],
  [2, 'users', `(project_id, id, user_name) VALUES ('p', '1', 'Алиса'), ('p', '2', 'bob')`],
  [2, 'user_groups', `(project_id, id, name) VALUES ('p', 'g', 'Sales')`],
  [
    3,
    'export_tasks',
    `(project_id, id, account_id, task_type, language, filter, scope, created_by, created_by_id, file_name)
     VALUES ('p', 't', 'a', 'USERS', 'en_US', '{}', '{}', 'acme/admin', 'u', 'users.xlsx')`,
  ],
  [4, 'iam_groups', `(account_id, id, name) VALUES ('a', 'ig', 'operators')`],
]

for (let version = 1; version < newest; version++) {
  void test(`a database of version ${version} is brought up to date with all that is in it`, async (t) => {
    const { url, drop } = await emptyDatabase()
    t.after(drop)
    await migrate(url, testLog, { upTo: version })
    const rows = ROWS.filter(([since]) => since <= version)
    for (const [, table, insert] of rows) await runSql({ databaseUrl: url }, `INSERT INTO ${table} ${insert}`)
    const read = async () => {
      const found: unknown[] = []
      for (const [, table, insert] of rows) {
        const columns = /^\(([^)]*)\)/.exec(insert)?.[1]
        found.push(await runSql({ databaseUrl: url }, `SELECT ${columns} FROM ${table} ORDER BY 2`))
      }
      return found
    }
    const before = await read()
    await migrate(url, testLog)
    assert.deepEqual(await read(), before)
  })
}

/** Makes the migrations of a later program run on a database. */
async function migrateFurther(url: string, ...later: string[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-migrations-'))
  await cp(MIGRATIONS, folder, { recursive: true })
  for (const [index, statements] of later.entries()) {
    const number = String(newest + 1 + index).padStart(4, '0')
    await writeFile(path.join(folder, `${number}-later.sql`), statements)
  }
  await migrate(url, testLog, { folder: pathToFileURL(`${folder}/`) })
  await rm(folder, { recursive: true })
}

void test('a process goes on while a later one has changed the schema, until a change is breaking', async () => {
  const muster = await startMuster()
  await createUsers(muster, [{ user_name: 'alice' }])
  let outdated: string | null = null
  const watching = muster.server.outdated.then((name) => (outdated = name))
  const addition = 'ALTER TABLE users ADD COLUMN later text'

  // An export that holds the table is not waited for in front of everybody else.
  const held = await holdUsers(muster)
  const migrating = migrateFurther(muster.databaseUrl, addition)
  setTimeout(() => void held.release(), 2500)
  await migrating
  const { workbook } = await exportUsers(muster, {})
  assert.equal(workbook.rows.length, 1)
  assert.equal(outdated, null)

  await migrateFurther(
    muster.databaseUrl,
    addition,
    '-- breaking\nALTER TABLE users RENAME COLUMN later TO still_later',
  )
  await watching
  assert.equal(outdated, `${String(newest + 2).padStart(4, '0')}-later.sql`)
})
