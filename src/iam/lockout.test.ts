import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'
import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { credentials } from '../../test/support/settings.ts'
import { findAccessKey } from './access-key.ts'
import { forgetWrongSignatures, noteWrongSignature, sweepFailures } from './lockout.ts'

const { database } = await openTestDirectory()
const { access_key: accessKey } = credentials

const isLocked = async (address: string) => (await findAccessKey(database, accessKey, address))?.locked

test('whatever comes in whatever order, a key is locked after five in a row and for five minutes', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('wrong' as const) },
    { weight: 1, arbitrary: fc.constant('right' as const) },
    { weight: 1, arbitrary: fc.constant('wait' as const) },
  )
  let address = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const from = `192.0.2.${address++}`
      let failures = 0
      for (const what of steps) {
        // As authenticate.ts does: a key that is locked is not looked at.
        if (what === 'wrong' && failures < 5) {
          await noteWrongSignature(database, accessKey, from)
          failures++
        } else if (what === 'right' && failures < 5) {
          await forgetWrongSignatures(database, accessKey, from)
          failures = 0
        } else if (what === 'wait' && failures >= 5) {
          await sql`UPDATE signature_failures SET locked_until = clock_timestamp() WHERE remote_address = ${from}`.execute(
            database,
          )
          failures = 0
        }
        assert.equal(await isLocked(from), failures >= 5, `${steps.join(' ')}: ${failures}`)
      }
    }),
    { numRuns: 60 },
  )
})

test('neither a failure nor a right signature that was under way moves a lock', async () => {
  const from = '198.51.100.1'
  const until = async () =>
    (
      await database
        .selectFrom('signature_failures')
        .select('locked_until')
        .where('remote_address', '=', from)
        .executeTakeFirst()
    )?.locked_until?.getTime()
  for (let time = 0; time < 5; time++) await noteWrongSignature(database, accessKey, from)
  const locked = await until()
  assert.ok(locked !== undefined && Math.abs(locked - Date.now() - 300_000) < 5000)
  await noteWrongSignature(database, accessKey, from)
  await forgetWrongSignatures(database, accessKey, from)
  assert.equal(await until(), locked)
})

test('failures of yesterday are forgotten', async () => {
  for (const [from, ago] of [
    ['203.0.113.1', '25 hours'],
    ['203.0.113.2', '23 hours'],
  ] as const) {
    await noteWrongSignature(database, accessKey, from)
    await sql`UPDATE signature_failures SET failed_at = now() - ${ago}::interval WHERE remote_address = ${from}`.execute(
      database,
    )
  }
  await sweepFailures(database)
  const left = await database
    .selectFrom('signature_failures')
    .select('remote_address')
    .where('remote_address', 'like', '203.%')
    .execute()
  assert.deepEqual(left, [{ remote_address: '203.0.113.2' }])
})
