import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'

import { RecordRuns } from './record-runs.ts'
import { fieldEnd, sampleRecords, toRecords, unescape } from './records.ts'

test('rows become what COPY sends', () => {
  const records = toRecords([
    ['a', 1, null],
    ['b\\c', -0.5, ''],
    ['\b\t\n\v\f\r', 'x\u001fy', '='],
  ])
  assert.equal(
    Buffer.from(records).toString(),
    'a\u001f1\u001f\nb\\\\c\u001f-0.5\u001f\n\\b\\t\\n\\v\\f\\r\u001fx\\\u001fy\u001f=\n',
  )
})

test('rows read back from their records', () => {
  const field = fc.oneof(
    anyText,
    fc.string({ unit: fc.constantFrom('\\', '\n', '\u001f', 'n', 't', '\r', 'é', '😀') }),
  )
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      assert.deepEqual(sampleRecords(toRecords(rows), 10), rows)
    }),
  )
})

test('a backslash before any other byte stands for that byte', () => {
  const bytes = Buffer.from('\\x41\\q\\\\\u001f')
  const target = Buffer.alloc(20)
  const end = fieldEnd(bytes, 0)
  assert.equal(end, bytes.length - 1)
  assert.equal(target.toString('latin1', 0, unescape(bytes, 0, end, target)), 'x41q\\')
})

test('a lone backslash at the end of a field is reported', () => {
  const bytes = Buffer.from('ab\\\n')
  assert.equal(fieldEnd(bytes, 0), 3)
  assert.equal(unescape(bytes, 0, 3, Buffer.alloc(4)), -1)
})

test('a sample holds complete records only, and no more than asked for', () => {
  assert.deepEqual(sampleRecords(Buffer.from('a\nb\nc'), 10), [['a'], ['b']])
  assert.deepEqual(sampleRecords(Buffer.from('a\nb\nc\n'), 2), [['a'], ['b']])
})

test('runs are complete records, whatever the chunks, and keep no memory of theirs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') }), { maxLength: 12 }),
      (chunks) => {
        const runs = new RecordRuns()
        const reused = Buffer.alloc(64)
        let received = ''
        for (const chunk of chunks) {
          const length = reused.write(chunk)
          for (const run of runs.runs(reused.subarray(0, length))) {
            assert.equal(run.at(-1), 0x0a)
            received += run.toString()
          }
          reused.fill('!')
        }
        const all = chunks.join('')
        assert.equal(received, all.slice(0, all.lastIndexOf('\n') + 1))
        if (received === all) runs.end(0)
        else assert.throws(() => runs.end(6), /Record 7: ends without a line feed/)
      },
    ),
  )
})
