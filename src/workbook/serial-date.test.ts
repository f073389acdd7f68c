import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  AFTER_LAST_MOMENT,
  FIRST_MOMENT,
  momentText,
  serialDate,
  writeInteger,
  writeSerial,
} from './serial-date.ts'

function serial(seconds: number): string {
  const out = Buffer.alloc(32)
  return out.toString('latin1', 0, writeSerial(seconds, out, 0))
}

test('serials that Excel shows for known moments', () => {
  const cases: [moment: string, serial: string][] = [
    ['1900-03-01T00:00:00Z', '61'],
    ['1970-01-01T00:00:00Z', '25569'],
    ['2024-01-01T12:00:00Z', '45292.5'],
    ['2000-02-29T06:00:00Z', '36585.25'],
    ['2021-06-10T03:01:26Z', '44357.1259953704'],
    ['9999-12-31T23:59:59Z', '2958465.9999884259'],
  ]
  for (const [moment, expected] of cases) {
    assert.equal(serial(Date.parse(moment) / 1000), expected)
    assert.equal(serialDate(new Date(moment)), Number(expected))
  }
  assert.equal(FIRST_MOMENT, Date.parse('1900-03-01T00:00:00Z') / 1000)
  assert.equal(AFTER_LAST_MOMENT, Date.parse('9999-12-31T23:59:59Z') / 1000 + 1)
})

test('every second reads back from its serial', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST_MOMENT, max: AFTER_LAST_MOMENT - 1 }), (seconds) => {
      assert.equal(Math.round((Number(serial(seconds)) - 25_569) * 86_400), seconds)
    }),
    { numRuns: 5000 },
  )
})

test('fractions are kept to a hundred-thousandth and may carry into the next day', () => {
  fc.assert(
    fc.property(fc.double({ min: FIRST_MOMENT, max: 4e9, noNaN: true }), (seconds) => {
      assert.ok(Math.abs((Number(serial(seconds)) - 25_569) * 86_400 - seconds) < 1e-4)
    }),
  )
  assert.equal(serial(86_399.999999), '25570')
})

test('whole numbers', () => {
  fc.assert(
    fc.property(fc.nat(), (value) => {
      const out = Buffer.alloc(16, 'x')
      assert.equal(out.toString('latin1', 0, writeInteger(value, out, 0)), String(value))
    }),
  )
})

test('moments without a serial as text', () => {
  assert.equal(momentText(FIRST_MOMENT - 1), '1900-02-28 23:59:59')
  assert.equal(momentText(-1e15), '-1000000000000000')
})
