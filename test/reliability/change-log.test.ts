import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Change, faultsOfSnapshot } from './change-log.ts'

const initial = new Map([
  ['a', 0],
  ['b', 0],
])
const change = (userId: string, version: number | null, at: number): Change => ({
  userId,
  version,
  before: at,
  after: at + 1,
})
const changes = [change('a', 1, 1000), change('b', null, 2000), change('c', 0, 3000), change('a', 2, 4000)]
const check = (rows: [string, number][], instant: number) => faultsOfSnapshot(changes, rows, initial, instant)

for (const [what, rows, instant] of [
  ['before all', { a: 0, b: 0 }, 500],
  ['amid', { a: 1 }, 2500],
  ['after all', { a: 2, c: 0 }, 5000],
] as const) {
  test(`a snapshot ${what} has no fault`, () => assert.deepEqual(check(Object.entries(rows), instant), []))
}

for (const [what, rows, instant, fault] of [
  [
    'a user twice',
    [
      ['a', 1],
      ['a', 1],
    ],
    2500,
    /a is there twice/,
  ],
  [
    'a user nobody knows',
    [
      ['a', 1],
      ['x', 0],
    ],
    2500,
    /x never was/,
  ],
  ['a version that never was', [['a', 7]], 2500, /shown as 7/],
  [
    'a later change without an earlier one',
    [
      ['a', 2],
      ['b', 0],
    ],
    5000,
    /a change of 4000 is visible/,
  ],
  ['a user lost by the way', [['b', 0]], 1500, /a is shown as null/],
  ['another instant than the stated one', [['a', 1]], 3500, /as of 3500/],
  [
    'a change of after the stated instant',
    [
      ['a', 1],
      ['c', 0],
    ],
    2500,
    /as of 2500, and a change of 3000/,
  ],
] as const) {
  test(`found: ${what}`, () =>
    assert.match(
      check(
        rows.map(([...row]) => row),
        instant,
      ).join('; '),
      fault,
    ))
}

test('found: an untouched user lost', () => {
  assert.match(faultsOfSnapshot([], [['a', 0]], initial, 1).join(), /b is lost/)
})
