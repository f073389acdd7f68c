import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatSdkDate, isTimely, parseSdkDate } from './clock.ts'

void test('a date is written and read', () => {
  const date = new Date('2026-11-24T05:53:22.987Z')
  assert.equal(formatSdkDate(date), '20261124T055322Z')
  assert.deepEqual(parseSdkDate('20261124T055322Z'), new Date('2026-11-24T05:53:22Z'))
  assert.deepEqual(parseSdkDate('20240229T000000Z'), new Date('2024-02-29T00:00:00Z'))
})

void test('what is no date is not read', () => {
  for (const text of [
    '',
    '20261124T055322',
    '2026-11-24T05:53:22Z',
    '20261124T055322Z ',
    '20261124t055322z',
    '20260230T000000Z',
    '20250229T000000Z',
    '20261301T000000Z',
    '20261124T240000Z',
    '20261124T055360Z',
    '２0261124T055322Z',
  ])
    assert.equal(parseSdkDate(text), undefined, text)
})

void test('900 s either way are good, a millisecond more is not', () => {
  const signedAt = new Date('2026-11-24T01:02:03Z')
  const off = (milliseconds: number): boolean =>
    isTimely(signedAt, new Date(signedAt.getTime() + milliseconds))
  assert.deepEqual([-900_001, -900_000, 0, 900_000, 900_001].map(off), [false, true, true, true, false])
})
