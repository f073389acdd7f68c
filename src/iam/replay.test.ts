import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { ApiError } from '../errors.ts'
import { refuseReplay, sweepSightings } from './replay.ts'

const { database } = await openTestDirectory()

const age = (signature: string, seconds: number) =>
  sql`UPDATE signature_sightings SET seen_at = clock_timestamp() - make_interval(secs => ${seconds})
    WHERE signature = ${signature}`.execute(database)

async function passes(accessKey: string, signature: string): Promise<boolean> {
  try {
    await refuseReplay(database, accessKey, signature)
    return true
  } catch (error) {
    assert.ok(error instanceof ApiError && error.status === 401)
    return false
  }
}

test('a signature passes for 5 s after it was first seen, for the key that made it', async () => {
  assert.ok(await passes('a', 'one'))
  await age('one', 4.5)
  assert.ok(await passes('a', 'one'))
  await age('one', 5.1)
  assert.ok(!(await passes('a', 'one')))
  assert.ok(await passes('b', 'one'))
  assert.ok(await passes('a', 'two'))
})

test('a sighting is kept for 1,805 s', async () => {
  for (const [signature, seconds] of [
    ['young', 1800],
    ['old', 1806],
  ] as const) {
    await passes('c', signature)
    await age(signature, seconds)
  }
  await sweepSightings(database)
  const left = await database
    .selectFrom('signature_sightings')
    .select('signature')
    .where('access_key', '=', 'c')
    .execute()
  assert.deepEqual(left, [{ signature: 'young' }])
})
