import assert from 'node:assert/strict'
import { test } from 'node:test'

import { asUuid, newId } from './ids.ts'

test('an identifier is 32 lower-case hex digits with the version and variant of a UUIDv7', () => {
  for (let i = 0; i < 1000; i++) assert.match(newId(), /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/)
})

test('it begins with the millisecond of its making, so that identifiers sort by time', () => {
  assert.equal(newId(0x0123_4567_89ab).slice(0, 12), '0123456789ab')
  const times = [0, 1, 255, 256, Date.UTC(2026, 0, 1), 2 ** 48 - 1]
  const ids = times.map((time) => newId(time))
  assert.deepEqual(ids.toSorted(), ids)
})

test('no two are equal, also within one millisecond', () => {
  assert.equal(new Set(Array.from({ length: 100_000 }, () => newId(0))).size, 100_000)
})

test('every bit that is neither time, version nor variant is random', () => {
  let ones = 0n
  let zeros = 0n
  for (let i = 0; i < 200; i++) {
    const bits = BigInt(`0x${newId(0)}`)
    ones |= bits
    zeros |= ~bits
  }
  const random = (1n << 80n) - 1n - (0xfn << 76n) - (0x3n << 62n)
  assert.equal(ones & zeros & ((1n << 128n) - 1n), random)
})

test('with dashes it is the same UUID', () => {
  assert.equal(asUuid('0123456789ab7def8123456789abcdef'), '01234567-89ab-7def-8123-456789abcdef')
})
