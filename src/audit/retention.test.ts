import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { sql } from 'kysely'
import pg from 'pg'

import { openTestDirectory } from '../../test/support/directory.ts'
import { expireEvents } from './retention.ts'

const directory = await openTestDirectory()
const { database, url, project } = directory

/** Plants events of an account, some days old. */
const plant = (accountId: string, days: number, count = 1) =>
  sql`INSERT INTO audit_events (id, account_id, occurred_at, operation, principal, user_id, user_name, credential, outcome)
    SELECT gen_random_uuid()::text, ${accountId}, now() - make_interval(days => ${days}), ${`${days} days`}, '', '', '',
      'token', 'allowed'
    FROM generate_series(1, ${count}::int)`.execute(database)

const left = async () => {
  const { rows } = await sql<{ account_id: string; operation: string; count: number }>`
    SELECT account_id, operation, count(*) FROM audit_events GROUP BY 1, 2 ORDER BY 1, 2`.execute(database)
  return rows.map((row) => [
    row.account_id === project.accountId ? 'ours' : row.account_id,
    row.operation,
    row.count,
  ])
}

test('events go when their days are over, in every account, in as many transactions as it takes; 0 keeps all', async () => {
  await sql`INSERT INTO accounts (id, name) VALUES ('zeta', 'zeta')`.execute(database)
  await plant(project.accountId, 366, 10_001)
  await plant(project.accountId, 364)
  await plant('zeta', 400)
  await plant('zeta', 1)
  const accounts = [project.accountId, 'zeta']
  assert.equal(await expireEvents(url, accounts, 0), 0)
  assert.equal((await left()).length, 4)
  assert.equal(await expireEvents(url, accounts, 365), 10_002)
  assert.deepEqual(await left(), [
    ['ours', '364 days', 1],
    ['zeta', '1 days', 1],
  ])
  // Of accounts that are not named nothing goes.
  assert.equal(await expireEvents(url, ['zeta'], 0), 0)
  assert.equal(await expireEvents(url, [], 1), 0)
})

test('a connection that PostgreSQL ends fails the call, and not the process', async (t) => {
  const [locking, ending] = [0, 1].map(() => new pg.Client({ connectionString: url })) as [
    pg.Client,
    pg.Client,
  ]
  for (const client of [locking, ending]) {
    await client.connect()
    t.after(() => client.end())
  }
  await locking.query('BEGIN; LOCK TABLE audit_events')
  const expiring = assert.rejects(expireEvents(url, [project.accountId], 1))
  // On a connection of its own: within a transaction, what the others do is seen as it was at first.
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'muster audit retention' AND wait_event_type = 'Lock'`
  while ((await ending.query(end)).rowCount === 0) await sleep(5)
  await expiring
})
