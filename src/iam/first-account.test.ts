import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { testSettings } from '../../test/support/settings.ts'
import { connectDatabase } from '../database/connect.ts'
import { testLog } from '../../test/support/log.ts'
import { findAccessKey } from './access-key.ts'
import type { Credentials } from './credentials.ts'
import { createFirstAccount } from './first-account.ts'
import { MasterKey } from './master-key.ts'

const { database, pool, url } = await openTestDirectory()
const masterKey = new MasterKey(Buffer.alloc(32, 1))
const settings = testSettings({ dataDir: '/nowhere' })
const empty = () => sql`TRUNCATE accounts CASCADE`.execute(database)
const count = async () =>
  (
    await database
      .selectFrom('accounts')
      .select((all) => all.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

test('where there is an account none is made, and nothing is kept', async () => {
  assert.equal(await createFirstAccount(pool, masterKey, settings, () => assert.fail()), null)
  assert.equal(await count(), 1)
})

test('credentials that cannot be kept make no account', async () => {
  await empty()
  await assert.rejects(
    createFirstAccount(pool, masterKey, settings, () => Promise.reject(new Error('disk full'))),
    /disk full/,
  )
  assert.equal(await count(), 0)
})

test('of two that start at once one makes the account, and keeps its credentials before they count', async () => {
  await empty()
  const other = connectDatabase(url, { connections: 2, log: testLog })
  const kept: Credentials[] = []
  const keep = async (credentials: Credentials) => {
    // Seen from outside, nothing is there yet.
    assert.equal(await count(), 0)
    kept.push(credentials)
  }
  const made = await Promise.all([
    createFirstAccount(pool, masterKey, settings, keep),
    createFirstAccount(other.pool, masterKey, settings, keep),
  ])
  await other.pool.end()
  assert.equal(await count(), 1)
  assert.deepEqual(
    made.filter((one) => one !== null),
    kept,
  )
  assert.equal(kept.length, 1)
})

test('what the settings give is taken, the rest is generated, and the access key works', async () => {
  await empty()
  const {
    MUSTER_PROJECT_ID: _,
    MUSTER_ADMIN_ACCESS_KEY: __,
    MUSTER_ADMIN_SECRET_KEY: ___,
    ...given
  } = settings
  const made = await createFirstAccount(
    pool,
    masterKey,
    { ...given, MUSTER_REGION: 'cn-north-4' },
    async () => {},
  )
  assert.ok(made)
  assert.equal(made.account, settings.MUSTER_ACCOUNT)
  assert.equal(made.password, settings.MUSTER_ADMIN_PASSWORD)
  assert.match(made.project_id, /^[0-9a-f]{32}$/)
  const project = await database.selectFrom('projects').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([project.id, project.name], [made.project_id, 'cn-north-4'])
  const key = await findAccessKey(database, made.access_key)
  assert.ok(key?.caller.isAccount)
  assert.equal(masterKey.open(key.sealedSecretKey, made.access_key), made.secret_key)
  const enterpriseProjects = await database.selectFrom('enterprise_projects').select(['id', 'name']).execute()
  assert.deepEqual(enterpriseProjects, [{ id: '0', name: 'default' }])
})
