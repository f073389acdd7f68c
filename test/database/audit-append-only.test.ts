/** Nobody changes the audit trail: neither the role that serves requests, nor, by mistake, the owner of the tables. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import pg from 'pg'

import { recordAlone, recordEvent } from '../../src/audit/record-event.ts'
import { expireEvents } from '../../src/audit/retention.ts'
import { connectDatabase } from '../../src/database/connect.ts'
import { prepareRole } from '../../src/database/role.ts'
import { forAccount } from '../../src/database/scope.ts'
import { eventWith } from '../support/audit-events.ts'
import { openTestDirectory } from '../support/directory.ts'
import { testLog } from '../support/log.ts'

const directory = await openTestDirectory()
const { url, project } = directory
const role = await prepareRole(url, testLog)

/** What changes events, or would. */
const CHANGES = [
  `UPDATE audit_events SET outcome = 'allowed'`,
  `UPDATE audit_events SET outcome = 'allowed' WHERE false`,
  'DELETE FROM audit_events',
  'TRUNCATE audit_events',
  `INSERT INTO audit_events SELECT * FROM audit_events ON CONFLICT (id) DO UPDATE SET outcome = 'denied'`,
  `MERGE INTO audit_events USING accounts ON true WHEN MATCHED THEN DELETE`,
  'DROP TRIGGER audit_events_append_only ON audit_events',
  'ALTER TABLE audit_events DISABLE ROW LEVEL SECURITY',
]

/** Runs statements on a connection of a role, as an account. @returns the code of what fails, or none */
async function attempt(
  statement: string,
  as: string | null,
  settings: string[] = [],
): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString: url,
    ...(as === null ? {} : { options: `-c role=${as}` }),
  })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('muster.account_id', $1, true)`, [project.accountId])
    for (const setting of settings) await client.query(`SELECT set_config($1, 'on', true)`, [setting])
    await client.query(statement)
    return undefined
  } catch (error) {
    return (error as pg.DatabaseError).code
  } finally {
    await client.query('ROLLBACK')
    await client.end()
  }
}

test('the application role adds and reads events, and does nothing else with them', async () => {
  assert.equal(role, 'muster_app')
  const { pool } = connectDatabase(url, { connections: 1, log: testLog, role })
  try {
    const database = forAccount(pool, project.accountId)
    await recordEvent(database, eventWith(directory))
    const event = eventWith(directory, {
      resources: ['a"b', '{,}', '李'],
      details: { list: [1, null, { deep: '\\ " \u0001' }] },
      status: 200,
    })
    await recordEvent(database, event)
    await recordAlone(pool, event)
    const [, long, short] = await database
      .selectFrom('audit_events')
      .selectAll()
      .orderBy('id')
      .orderBy('occurred_at')
      .execute()
    // Both ways store the same, whatever texts have in them.
    assert.ok(long && short)
    assert.deepEqual({ ...short, id: '', occurred_at: '' }, { ...long, id: '', occurred_at: '' })
    assert.deepEqual([short.resources, short.details], [event.resources, event.details])
    // The setting ends with the statement: the connection shows nothing to the next.
    const { rows } = await pool.query('SELECT id FROM audit_events')
    assert.deepEqual(rows, [])
    // Of another account it can add none.
    await assert.rejects(recordEvent(database, eventWith(directory, { accountId: 'another' })), {
      code: '42501',
    })
    assert.equal(
      (await forAccount(pool, 'another').selectFrom('audit_events').selectAll().execute()).length,
      0,
    )
  } finally {
    await pool.end()
  }
  for (const statement of CHANGES) {
    assert.equal(await attempt(statement, role), '42501', statement)
    // Not even where it claims to be the retention.
    assert.equal(await attempt(statement, role, ['muster.audit_retention']), '42501', statement)
  }
})

test('the owner, a superuser here, is stopped as well, unless it is the retention that deletes', async () => {
  for (const statement of CHANGES.slice(0, 5)) {
    assert.equal(await attempt(statement, null), '42501', statement)
  }
  assert.equal(await attempt('DELETE FROM audit_events', null, ['muster.audit_retention']), undefined)
  assert.equal(await attempt('TRUNCATE audit_events', null, ['muster.audit_retention']), '42501')
  assert.equal(await expireEvents(url, [project.accountId], 1), 0)
})
