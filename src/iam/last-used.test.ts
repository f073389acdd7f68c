import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { testLog } from '../../test/support/log.ts'
import { credentials } from '../../test/support/settings.ts'
import { findAccessKey } from './access-key.ts'
import { LastUsed } from './last-used.ts'

const { database, pool } = await openTestDirectory()
const key = async () => {
  const found = await findAccessKey(database, credentials.access_key)
  assert.ok(found !== undefined)
  return found
}
const { caller } = await key()

test('the use of a key is written once a minute, whichever process it comes to', async () => {
  const [one, two] = [new LastUsed(pool, testLog), new LastUsed(pool, testLog)]
  const written = async () => {
    await one.close()
    await two.close()
    return (await key()).lastUsedAt?.getTime()
  }
  for (let time = 0; time < 3; time++) one.note(caller)
  const first = await written()
  assert.ok(first !== undefined && Math.abs(Date.now() - first) < 10_000)
  two.note(caller)
  assert.equal(await written(), first)
  await sql`UPDATE access_keys SET last_used_at = now() - interval '2 minutes'`.execute(database)
  const before = (await key()).lastUsedAt?.getTime()
  one.note(caller)
  assert.equal(await written(), before, 'within the minute nothing is asked')
  one.note(caller, Date.now() + 61_000)
  assert.notEqual(await written(), before)
})

test('a token is no key', async () => {
  await sql`UPDATE access_keys SET last_used_at = NULL`.execute(database)
  const uses = new LastUsed(pool, testLog)
  uses.note({ ...caller, accessKey: null })
  await uses.close()
  assert.equal((await key()).lastUsedAt, null)
})
