import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import fc from 'fast-check'
import { sql } from 'kysely'

import { openTestDirectory } from '../../../test/support/directory.ts'
import { testLog } from '../../../test/support/log.ts'
import { type Limit, SharedCounts, sweepCounts } from './shared-counts.ts'

const { database } = await openTestDirectory()
const one = new SharedCounts(database, testLog)
const two = new SharedCounts(database, testLog)
after(async () => {
  await one.close()
  await two.close()
})

const limit: Limit = { name: 'test', most: 5, seconds: 60 }
const free = (counts: SharedCounts, subject: string, now?: number) =>
  counts.secondsUntilFree(limit, subject, now) === null

test('one process is exact: the fifth passes, the sixth does not', () => {
  for (let time = 0; time < 5; time++) {
    assert.ok(free(one, 'exact'))
    one.add(limit, 'exact')
  }
  assert.ok(!free(one, 'exact'))
  assert.ok(free(one, 'another'))
  assert.equal(one.secondsUntilFree({ ...limit, most: 0 }, 'exact'), null)
})

test('a window ends with its second or minute, and says when', () => {
  const minute = Date.UTC(2100, 0, 1)
  for (let time = 0; time < 5; time++) one.add(limit, 'window', minute + 500)
  assert.equal(one.secondsUntilFree(limit, 'window', minute + 500), 60)
  assert.equal(one.secondsUntilFree(limit, 'window', minute + 59_999), 1)
  assert.equal(one.secondsUntilFree(limit, 'window', minute + 60_000), null)
  assert.equal(one.secondsUntilFree(limit, 'window', minute - 1), null)
})

test('whatever is counted where, both processes come to the sum', async () => {
  // Of a window that is not over when the run is.
  const now = Date.UTC(2100, 0, 1)
  const subjects = fc.constantFrom('a', 'b', 'c')
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), subjects), { maxLength: 40 }), async (counted) => {
      run++
      const sums = new Map<string, number>()
      for (const [first, name] of counted) {
        const subject = `${name}${run}`
        ;(first ? one : two).add(limit, subject, now)
        sums.set(subject, (sums.get(subject) ?? 0) + 1)
      }
      await sleep(400)
      const { rows } = await sql<{ subject: string; used: number }>`
        SELECT subject, used FROM limit_counts WHERE subject LIKE ${`_${run}`}`.execute(database)
      assert.deepEqual(new Map(rows.map(({ subject, used }) => [subject, used])), sums)
      // Who counts one more hears of all; the one that settles first is told of the other's within a second.
      for (const subject of sums.keys()) for (const counts of [one, two]) counts.add(limit, subject, now)
      await sleep(1500)
      for (const [subject, sum] of sums) {
        assert.deepEqual(
          [one, two].map((counts) => free(counts, subject, now)),
          [sum + 2 < 5, sum + 2 < 5],
        )
      }
    }),
    { numRuns: 4 },
  )
})

test('counts of windows long over are swept', async () => {
  await sql`INSERT INTO limit_counts VALUES ('test', 'old', now() - interval '61 minutes', 1),
    ('test', 'young', now() - interval '59 minutes', 1)`.execute(database)
  await sweepCounts(database)
  const { rows } = await sql`SELECT subject FROM limit_counts WHERE subject IN ('old', 'young')`.execute(
    database,
  )
  assert.deepEqual(rows, [{ subject: 'young' }])
})
