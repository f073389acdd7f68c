import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'

import type { Column } from './plan.ts'
import { toRecords } from './records.ts'
import type { Value } from './records.ts'
import { RowEncoder } from './row-encoder.ts'
import { SharedStrings } from './shared-strings.ts'
import { textXml } from './text.ts'

function encoderOf(columns: Column[], everyTextShared = false): RowEncoder {
  const encoder = new RowEncoder(columns, new SharedStrings(Infinity), everyTextShared)
  encoder.startSheet('Users')
  return encoder
}

function encode(encoder: RowEncoder, record: Uint8Array): string {
  const out = Buffer.alloc(encoder.bound(record.length))
  return out.toString('utf8', 0, encoder.encode(record, 0, record.length, out, 0))
}

/** The XML of the one cell of a row. */
function cell(column: Column, value: Value, everyTextShared = false): string {
  const xml = encode(encoderOf([column], everyTextShared), toRecords([[value]]))
  return xml.replace(/^<row r="2">/, '').replace(/<\/row>$/, '')
}

const text: Column = { header: 'T', kind: 'text' }
const number: Column = { header: 'N', kind: 'number' }
const date: Column = { header: 'D', kind: 'datetime', empty: 'Never' }
const code: Column = { header: 'C', kind: 'code', texts: ['No', '=Yes'] }

function inline(xml: string, style = '', space = ''): string {
  return `<c r="A2"${style} t="inlineStr"><is><t${space}>${xml}</t></is></c>`
}

test('text', () => {
  assert.equal(cell(text, 'plain'), inline('plain'))
  assert.equal(cell(text, 'a & b'), inline('a &amp; b'))
  assert.equal(cell(text, '用户_1'), inline('用户_1'))
  assert.equal(cell(text, 'back\\slash'), inline('back\\slash'))
  assert.equal(cell(text, '\u001f'), inline('_x001F_'))
  assert.equal(cell(text, '007'), inline('007'))
  assert.equal(cell(text, null), '')
})

test('text of which blanks would be dropped is preserved', () => {
  for (const value of [' a', 'a ', 'a\t', '\u3042 ', '\\ ', 'a\n', ' ']) {
    assert.equal(cell(text, value), inline(value, '', ' xml:space="preserve"'))
  }
  assert.equal(cell(text, '\n'), inline('\n', ' s="1"', ' xml:space="preserve"'))
  assert.equal(cell(text, 'a b'), inline('a b'))
})

test('text that starts like a formula keeps its value and is marked as text', () => {
  for (const value of ['=1+1', '+8613800138000', '-1', '@SUM(A1)', "'quoted"]) {
    assert.equal(cell(text, value), inline(value, ' s="1"'))
    assert.equal(cell(text, value, true), '<c r="A2" s="1" t="s"><v>0</v></c>')
  }
  assert.equal(cell(text, '\ra'), inline('_x000D_a', ' s="1"'))
  assert.equal(cell(text, '=a '), inline('=a ', ' s="1"', ' xml:space="preserve"'))
  assert.equal(cell(text, 'a=1'), inline('a=1'))
})

test('numbers', () => {
  for (const value of ['0', '-12', '3.50', '1e6', '-1.5E-7', '12345678901234567890']) {
    assert.equal(cell(number, value), `<c r="A2" s="3"><v>${value}</v></c>`)
  }
  for (const value of ['NaN', 'Infinity', '1,5', '-', '1.', '.5', '1e', '--1', '1'.repeat(33), ' 1']) {
    assert.match(cell(number, value), /t="inlineStr"/)
  }
  assert.equal(cell(number, ''), '')
})

test('dates', () => {
  assert.equal(cell(date, 1_704_110_400), '<c r="A2" s="4"><v>45292.5</v></c>')
  assert.equal(cell(date, -1), '<c r="A2" s="4"><v>25568.999988426</v></c>')
  assert.equal(cell(date, '43200.0'), '<c r="A2" s="4"><v>25569.5</v></c>')
  assert.equal(cell(date, 0), '<c r="A2" s="4"><v>25569</v></c>')
  assert.equal(cell(date, null), '<c r="A2" t="s"><v>0</v></c>')
  assert.equal(cell({ ...date, empty: '' }, null), '')
  assert.equal(cell(date, -2_203_891_201), inline('1900-02-28 23:59:59'))
  assert.equal(cell(date, 253_402_300_800), inline('+010000-01-01 00:00:00', ' s="1"'))
  assert.equal(cell(date, 'Infinity'), inline('Infinity'))
  assert.equal(cell(date, '-'), inline('-', ' s="1"'))
})

test('codes', () => {
  assert.equal(cell(code, 0), '<c r="A2" t="s"><v>0</v></c>')
  assert.equal(cell(code, 1), '<c r="A2" s="1" t="s"><v>1</v></c>')
  assert.equal(cell(code, null), '')
  for (const wrong of ['2', 'x', '-1', '0x', '1 ']) {
    assert.throws(() => cell(code, wrong), /Record 1: no code in column A but 2 texts to choose from/)
  }
})

test('a record with another number of fields is an error that says which', () => {
  const encoder = encoderOf([text, number])
  encode(encoder, toRecords([['a', 1]]))
  assert.throws(() => encode(encoder, toRecords([['a']])), /Record 2: 1 fields for 2 columns/)
  assert.throws(
    () => encode(encoder, toRecords([['a', 1, 'b']])),
    /Record 2: more than 2 fields for 2 columns/,
  )
  assert.throws(() => encode(encoder, toRecords([['a', null, null]])), /more than 2 fields/)
  assert.throws(() => encode(encoder, Buffer.from('a\\\u001f1\n')), /1 fields/)
  assert.throws(
    () => encode(encoder, Buffer.from('a\\q\\\u001f1\u001fb\\\n')),
    /lone backslash ends column B|fields/,
  )
})

test('row numbers grow by a digit', () => {
  const encoder = encoderOf([text])
  for (let row = 2; row < 12_000; row++) {
    assert.equal(
      encode(encoder, toRecords([['x']])),
      `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>x</t></is></c></row>`,
    )
  }
})

test('any text, be it first or last in the record, shared or not', () => {
  const value = fc.oneof(
    anyText,
    fc.string({ unit: fc.constantFrom('\\', '\n', ' ', 'a', '_', 'é', '😀', '&', '=', '\r', '\u001f') }),
  )
  fc.assert(
    fc.property(value, value, (first, second) => {
      const xml = encode(encoderOf([text, text]), toRecords([[first, second]]))
      const texts = [...xml.matchAll(/<t(?: xml:space="preserve")?>([^<]*)<\/t>/g)].map((match) => match[1])
      assert.deepEqual(
        texts,
        [first, second].filter((one) => one !== '').map((one) => textXml(one)),
      )

      const shared = new SharedStrings(Infinity)
      encode(new RowEncoder([text, text], shared, true), toRecords([[first, second]]))
      assert.equal(shared.count, new Set([first, second].filter((one) => one !== '')).size)
    }),
    { numRuns: 1000 },
  )
})

test('no record takes more than its bound', () => {
  const columns: Column[] = [text, number, date, text]
  for (const value of ['\u0001'.repeat(50_000), '&'.repeat(40_000), '1'.repeat(300_000), '\\'.repeat(9)]) {
    const encoder = encoderOf(columns)
    const record = toRecords([[value, value, value, value]])
    const out = Buffer.alloc(encoder.bound(record.length))
    assert.doesNotThrow(() => encoder.encode(record, 0, record.length, out, 0))
  }
})

test('cells cut are counted and the first of them named', () => {
  const encoder = encoderOf([{ header: 'I', kind: 'number' }, text])
  for (let row = 2; row < 20; row++)
    encode(encoder, toRecords([[row, 'x'.repeat(row % 2 === 0 ? 32_768 : 32_767)]]))
  assert.equal(encoder.cutCells.count, 9)
  assert.equal(encoder.cutCells.first.length, 9)
  assert.deepEqual(encoder.cutCells.first[1], { sheet: 'Users', row: 4, column: 'B' })
})
