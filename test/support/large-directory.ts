import pg from 'pg'

import { loadSample } from '../../src/directory/sample/load-sample.ts'
import { type TestDatabase, administer, cloneDatabase, cloneOf } from './database.ts'
import { credentials } from './settings.ts'
import { runSql } from './sql.ts'

/** Users of the large directory; a million in `npm run test:pages:million`. */
export const LARGE = Number(process.env['MUSTER_TEST_USERS'] ?? 100_000)

const NAME = 'muster_test_large'
/** Any number that no other lock of the tests has. */
const LOCK = 0x6c61_7267

/**
 * A database with many made-up users in it. The first file that asks for one has them made, which takes ten seconds; it and
 * the others clone them.
 */
export async function cloneLargeDirectory(): Promise<TestDatabase> {
  const base = process.env['MUSTER_TEST_DATABASE_URL'] ?? ''
  const client = new pg.Client({ connectionString: base })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [NAME])
    if (rowCount === 0) await makeTemplate(base)
  } finally {
    await client.end()
  }
  return await cloneOf(NAME)
}

async function makeTemplate(base: string): Promise<void> {
  const { url } = await cloneDatabase()
  const [row] = await runSql<{ account: string; name: string }>(
    { databaseUrl: url },
    'SELECT account_id AS account, current_database() AS name FROM projects WHERE id = $1',
    [credentials.project_id],
  )
  if (row === undefined) throw new Error('The template has no project')
  const project = { id: credentials.project_id, accountId: row.account }
  await loadSample(url, { project, users: LARGE, seed: 1 }, () => {})
  await runSql({ databaseUrl: url }, 'VACUUM ANALYZE')
  await administer(base, `ALTER DATABASE ${row.name} RENAME TO ${NAME}`)
}
