import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'
import { contentDisposition, parseRange } from './send-file.ts'

const SIZE = 1000

test('a Range header means what RFC 9110 says', () => {
  const whole = null
  const table: [string | undefined, ReturnType<typeof parseRange>][] = [
    [undefined, whole],
    ['', whole],
    ['bytes=0-499', { start: 0, end: 499 }],
    ['bytes=500-999', { start: 500, end: 999 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=999-', { start: 999, end: 999 }],
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=-500', { start: 500, end: 999 }],
    ['bytes=-1', { start: 999, end: 999 }],
    ['bytes=900-5000', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    [`bytes=0-${'9'.repeat(400)}`, { start: 0, end: 999 }],
    // Names of units ignore case (section 14.1).
    ['Bytes=0-1', { start: 0, end: 1 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=1000-1001', 'unsatisfiable'],
    [`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    // Invalid, of another unit, or several: a server ignores it (sections 14.1.1 and 14.2).
    ['bytes=500-499', whole],
    ['bytes=-', whole],
    ['bytes=', whole],
    ['bytes', whole],
    ['bytes=a-b', whole],
    ['bytes=1.5-2', whole],
    ['bytes=0x1-2', whole],
    ['bytes=--1', whole],
    ['bytes 0-1', whole],
    ['lines=0-1', whole],
    ['bytes=0-1,5-6', whole],
  ]
  for (const [header, range] of table) assert.deepEqual(parseRange(header, SIZE), range, header)
})

test('an empty file has no range', () => {
  for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
    assert.equal(parseRange(header, 0), 'unsatisfiable', header)
  }
})

test('a range lies within the file, whatever the header says', () => {
  const part = fc.oneof(fc.nat().map(String), fc.constant(''))
  fc.assert(
    fc.property(part, part, fc.nat({ max: 10_000 }), (from, to, size) => {
      const range = parseRange(`bytes=${from}-${to}`, size)
      if (range === null || range === 'unsatisfiable') return
      assert.ok(range.start >= 0 && range.start <= range.end && range.end < size)
    }),
  )
})

test('names of files keep their letters, and cannot break out of the header', () => {
  const table: [string, string][] = [
    ['users.xlsx', `attachment; filename="users.xlsx"; filename*=UTF-8''users.xlsx`],
    ['a "b".xlsx', `attachment; filename="a _b_.xlsx"; filename*=UTF-8''a%20%22b%22.xlsx`],
    [
      "o'brien (1)*.xlsx",
      `attachment; filename="o_brien (1)_.xlsx"; filename*=UTF-8''o%27brien%20%281%29%2A.xlsx`,
    ],
    ['北京.xlsx', `attachment; filename="__.xlsx"; filename*=UTF-8''%E5%8C%97%E4%BA%AC.xlsx`],
    [
      'a\r\nSet-Cookie: x',
      `attachment; filename="a__Set-Cookie_ x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`,
    ],
    ['a\\b/c%41', `attachment; filename="a_b_c_41"; filename*=UTF-8''a%5Cb%2Fc%2541`],
  ]
  for (const [name, header] of table) assert.equal(contentDisposition(name), header)
})

test('whatever the name, the header is printable ASCII, and the name can be read back from it', () => {
  fc.assert(
    fc.property(anyText, (name) => {
      const [, plain = '', encoded = ''] =
        /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w.~!%-]*)$/.exec(contentDisposition(name)) ??
        []
      assert.match(plain, /^[ -~]*$/)
      assert.equal(decodeURIComponent(encoded), name)
    }),
  )
})
