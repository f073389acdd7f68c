import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sql } from 'kysely'

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
