import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Random } from './random.ts'

test('a seed gives the same sequence everywhere', () => {
  const random = new Random(1)
  // Those of mulberry32's reference, times 2^32.
  assert.deepEqual(
    Array.from({ length: 3 }, () => random.bits()),
    [2693262067, 11749833, 2265367787],
  )
  assert.notEqual(new Random(2).bits(), new Random(3).bits())
})

test('numbers lie below their bound, and every one of them comes', () => {
  const random = new Random(7)
  const drawn = Array.from({ length: 1000 }, () => random.below(10))
  assert.deepEqual(new Set(drawn), new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
})

test('so many of a hundred are as many', () => {
  const random = new Random(7)
  const share = (percent: number) =>
    Array.from({ length: 10_000 }, () => random.percent(percent)).filter(Boolean).length
  assert.equal(share(0), 0)
  assert.equal(share(100), 10_000)
  assert.ok(Math.abs(share(30) - 3000) < 200)
})

test('from nothing nothing is picked', () => {
  assert.throws(() => new Random(1).pick([]))
})
