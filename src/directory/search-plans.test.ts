import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { testLog } from '../../test/support/log.ts'
import { connectDatabase } from '../database/connect.ts'
import { forAccount } from '../database/scope.ts'
import { loadSample } from './sample/load-sample.ts'
import { type UserFilter, userConditions } from './user-filter.ts'

// docs/reference/search.md: which filters an index answers, under row-level security, as requests are served.
const USERS = 100_000
const { url, database, project } = await openTestDirectory()
const { pool } = connectDatabase(url, { connections: 1, log: testLog, role: 'muster_app' })
const asServed = forAccount(pool, project.accountId)

before(async () => {
  await loadSample(url, { project, users: USERS, seed: 1 }, () => {})
  await sql`ANALYZE users, user_groups`.execute(database)
  return () => pool.end()
})

/** The indexes that PostgreSQL means to use, `all of a project` where it reads them all. */
async function plan(filter: UserFilter, rest = sql``): Promise<string> {
  const where = sql.join(userConditions(project.id, filter, { enterprise_project_ids: null }), sql` AND `)
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    EXPLAIN SELECT id FROM users WHERE ${where} ${rest}`.execute(asServed)
  const lines = rows.map((row) => row['QUERY PLAN']).join('\n')
  const used = [...lines.matchAll(/ (?:on|using) (users_\w+)/g)].map(([, index = '']) => index)
  return used.length === 0 ? lines : used.join(', ')
}

test('three characters and more of a name or a description are found in an index', async () => {
  assert.equal(await plan({ user_name: 'zqx' }), 'users_name_trigrams')
  assert.equal(await plan({ user_name: '王小明' }), 'users_name_trigrams')
  assert.equal(await plan({ description: 'zqx wv' }), 'users_description_trigrams')
})

test('whole names and small groups are found in an index', async () => {
  assert.equal(await plan({ user_names: ['alice', 'bob'] }), 'users_name')
  await sql`INSERT INTO user_groups (project_id, id, name) VALUES (${project.id}, 'few', 'few')`.execute(
    database,
  )
  assert.match(await plan({ group_name: 'few' }), /users_groups/)
})

test('one or two characters of a name have no trigram: the project’s names are read', async () => {
  for (const name of ['q', 'qx', '小', '小明']) {
    assert.doesNotMatch(await plan({ user_name: name }), /trigrams/, name)
    assert.doesNotMatch(await plan({ description: name }), /trigrams/, name)
  }
})

test('one or two characters of a description: all users of the project are read, once', async () => {
  const where = sql.join(
    userConditions(project.id, { description: '销售' }, { enterprise_project_ids: null }),
    sql` AND `,
  )
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    EXPLAIN (ANALYZE, TIMING OFF) SELECT id FROM users WHERE ${where}`.execute(asServed)
  const lines = rows.map((row) => row['QUERY PLAN']).join('\n')
  assert.match(lines, /Rows Removed by (Filter|Index Recheck): \d{4,}/)
  assert.equal([...lines.matchAll(/ on users /g)].length, 1, lines)
})

test('pages follow the index of names', async () => {
  assert.equal(await plan({}, sql`ORDER BY user_name_key, id LIMIT 100`), 'users_name')
})
