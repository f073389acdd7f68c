import { test } from 'node:test'

import fc from 'fast-check'

import { toRecords } from '../../src/workbook/index.ts'
import type { Column, Value } from '../../src/workbook/index.ts'
import { COLUMNS, TEXTS, momentOf } from './corpus.ts'
import { assertSame, columns, randomText, row } from './differential.ts'

for (const [mode, expectedRows] of [
  ['shared', 0],
  ['inline', 1e6],
] as const) {
  test(`random rows (${mode})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (rows, times, rowsPerSheet) =>
          assertSame(columns, toRecords(Array.from({ length: times }, () => rows).flat()), expectedRows, {
            rowsPerSheet: rowsPerSheet * 40,
          }),
      ),
      { numRuns: 150 },
    )
  })

  test(`the corpus (${mode})`, async () => {
    const rows = TEXTS.map((one, index) => [one, index / 4, momentOf(index), index % 2, one])
    await assertSame(columns, toRecords(rows), expectedRows, { rowsPerSheet: 200 })
  })
}

test('records that do not fit are refused with the same words', async () => {
  const field = fc.constantFrom('a', '1', '', '\\', '\\\\', '\\\u001f', '9', 'x')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(field, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      (rows) =>
        assertSame(COLUMNS, Buffer.from(rows.map((fields) => `${fields.join('\u001f')}\n`).join('')), 1e6),
    ),
    { numRuns: 300 },
  )
})

test('bytes that are no UTF-8, and escapes of every byte', async () => {
  const byte = fc.integer({ min: 0, max: 255 }).filter((one) => one !== 0x0a)
  const field = fc.oneof(
    fc.array(byte, { maxLength: 60 }),
    fc.array(fc.constantFrom(0x5c, 0x1f, 0x5f, 0x78, 0x30, 0xef, 0xbf, 0xbe, 0xf0, 0x9f), { maxLength: 40 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 20 }), (fields) => {
      const bytes = fields.flatMap((one) => [...one.filter((value) => value !== 0x1f), 0x0a])
      return assertSame([{ header: 'T', kind: 'text' }], Buffer.from(bytes), 1e6)
    }),
    { numRuns: 300 },
  )
})

test('values at the borders of matches, window, blocks and sheets', async () => {
  const values = [
    1, 2, 3, 4, 5, 15, 16, 17, 31, 32, 33, 255, 257, 258, 259, 260, 261, 262, 516, 517, 518, 519,
  ]
  values.push(8191, 16_384, 32_700, 32_767, 32_768, 40_000)
  const rows: Value[][] = []
  for (const length of values) {
    for (const letter of ['x', 'x', 'y'])
      rows.push([letter.repeat(length), length, 0, 0, `${letter.repeat(length)}!`])
    rows.push([randomText(length), length, 0, 1, randomText(length + 1)])
  }
  await assertSame(columns, toRecords(rows), 1e6)
  await assertSame(columns, toRecords(rows), 1e6, { bytesPerSheet: 100_000 })
})

test('values that nothing compresses, longer than a block', async () => {
  const rows = Array.from({ length: 12 }, (_, index) => [
    randomText(30_000),
    index,
    index,
    0,
    randomText(20_000),
  ])
  await assertSame(columns, toRecords(rows), 1e6)
  const wide: Column[] = Array.from({ length: 20 }, () => ({ header: 'T', kind: 'text' }))
  await assertSame(wide, toRecords([1, 2].map(() => wide.map(() => randomText(32_767)))), 1e6)
})

test('sheets of many columns and few', async () => {
  const many: Column[] = Array.from({ length: 1000 }, (_, index) => ({ header: `T${index}`, kind: 'text' }))
  await assertSame(
    many,
    toRecords(Array.from({ length: 30 }, (_, index) => many.map((_column, at) => (index * at) % 7))),
    1e6,
  )
  await assertSame(
    [{ header: 'T', kind: 'text' }],
    toRecords(Array.from({ length: 120_000 }, (_, at) => [at % 3])),
    1e6,
  )
})

test('every code point', async () => {
  const points = Array.from({ length: 0x110000 }, (_, point) => point).filter(
    (point) => point < 0xd800 || point > 0xdfff,
  )
  const rows: string[][] = []
  for (let at = 0; at < points.length; at += 2000)
    rows.push([String.fromCodePoint(...points.slice(at, at + 2000))])
  await assertSame([{ header: 'T', kind: 'text' }], toRecords(rows), 1e6)
})
