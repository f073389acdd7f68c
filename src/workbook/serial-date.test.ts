import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { hasSerial, momentText, writeInteger, writeSerial } from './serial-date.ts'

const FIRST = Date.parse('1900-03-01T00:00:00Z') / 1000
const LAST = Date.parse('9999-12-31T23:59:59Z') / 1000

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
    ['9999-12-31T23:59:59Z', '2958465.999988426'],
  ]
  for (const [moment, expected] of cases) assert.equal(serial(Date.parse(moment) / 1000), expected)
})

test('serials begin and end where Excel is right', () => {
  assert.ok(hasSerial(FIRST) && !hasSerial(FIRST - 0.001))
  assert.ok(hasSerial(LAST) && !hasSerial(LAST + 1))
  assert.ok(!hasSerial(Number.NaN))
})

test('every second reads back from its serial', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), (seconds) => {
      const day = Math.floor(seconds / 86_400)
      const read = (Number(serial(seconds)) - 25_569 - day) * 86_400 + day * 86_400
      assert.equal(Math.round(read), seconds)
      // So long as a float has room for the margin, a reader that cuts fractions of a second agrees.
      if (seconds < 4e9) assert.equal(Math.floor(read), seconds)
    }),
    { numRuns: 5000 },
  )
})

test('fractions are kept to a hundred-thousandth and may carry into the next day', () => {
  fc.assert(
    fc.property(fc.double({ min: FIRST, max: 4e9, noNaN: true }), (seconds) => {
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
  assert.equal(momentText(FIRST - 1), '1900-02-28 23:59:59')
  assert.equal(momentText(-1e15), '-1000000000000000')
})
