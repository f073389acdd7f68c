import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import fc from 'fast-check'

import { createWorkbook, toRecords } from '../../src/workbook/index.ts'
import type { Column, Sink } from '../../src/workbook/index.ts'
import { about, make, makeOf, partsOf, planOf } from './in-memory.ts'

const columns: Column[] = [
  { header: 'Name', kind: 'text' },
  { header: 'Desktops', kind: 'number' },
  { header: 'Created (UTC)', kind: 'datetime', empty: 'Never' },
  { header: 'Status', kind: 'code', texts: ['Normal', 'Locked'] },
]
const ROWS = [
  ['li', 1, 1_704_110_400, 0],
  ['wang\\\n\u001f用户😀', 2, null, 1],
  ['=1+1', null, -5, 0],
  ['', 0, 0.5, null],
] as const

test('the package has its parts and no others', async () => {
  const { bytes, summary } = await makeOf(planOf(columns, 4), ROWS)
  const parts = partsOf(bytes)
  assert.deepEqual(Object.keys(parts), [
    '_rels/.rels',
    'docProps/core.xml',
    'xl/styles.xml',
    'xl/worksheets/sheet1.xml',
    'xl/worksheets/sheet2.xml',
    'xl/sharedStrings.xml',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'docProps/app.xml',
    '[Content_Types].xml',
  ])
  const listed = [...(parts['[Content_Types].xml'] ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(
    (match) => match[1],
  )
  assert.deepEqual(
    new Set(listed),
    new Set(Object.keys(parts).filter((path) => path.endsWith('.xml') && !path.startsWith('['))),
  )
  assert.deepEqual(summary, {
    rows: 4,
    sheets: ['Users'],
    cutCells: { count: 0, first: [] },
    bytes: bytes.length,
  })
  assert.match(
    parts['docProps/core.xml'] ?? '',
    /<dc:title>Users of &quot;corp&quot; &amp; &lt;others&gt;<\/dc:title>/,
  )
  assert.match(parts['docProps/core.xml'] ?? '', /<dc:creator>admin<.*W3CDTF">2026-03-01T08:30:00Z</)
})

test('the children of a worksheet stand in the order of the schema', async () => {
  const parts = partsOf((await makeOf(planOf(columns, 4), ROWS)).bytes)
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? ''
  const order = [...sheet.replace(/<sheetData>.*<\/sheetData>/s, '<sheetData>').matchAll(/<([a-zA-Z]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) =>
      /^(sheetPr|sheetViews|sheetFormatPr|cols|sheetData|autoFilter|pageMargins|pageSetup|headerFooter|ignoredErrors)$/.test(
        name,
      ),
    )
  assert.deepEqual(order, [
    'sheetPr',
    'sheetViews',
    'sheetFormatPr',
    'cols',
    'sheetData',
    'autoFilter',
    'pageMargins',
    'pageSetup',
    'headerFooter',
    'ignoredErrors',
  ])
  assert.match(sheet, /<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/)
  assert.match(sheet, /<autoFilter ref="A1:D5"\/>/)
  assert.match(sheet, /<ignoredError sqref="A2:A5" numberStoredAsText="1"\/>/)
})

test('a full sheet is followed by another one with the same header and a filter of its own', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => [`user ${index}`, index, index, index % 2])
  const plan = { ...planOf(columns, 7), sheetName: "It's" }
  const { bytes, summary } = await makeOf(plan, rows, { rowsPerSheet: 3 })
  assert.deepEqual(summary.sheets, ["It's", "It's 2", "It's 3"])
  const parts = partsOf(bytes)
  const workbook = parts['xl/workbook.xml'] ?? ''
  for (const name of [
    `localSheetId="0" hidden="1">'It''s'!$A$1:$D$4<`,
    `localSheetId="1" hidden="1">'It''s 2'!$A$1:$D$4<`,
    `localSheetId="2" hidden="1">'It''s 3'!$A$1:$D$2<`,
  ]) {
    assert.ok(workbook.includes(`<definedName name="_xlnm._FilterDatabase" ${name}`), name)
  }
  const heads = [1, 2, 3].map(
    (sheet) => /<row r="1".*?<\/row>/.exec(parts[`xl/worksheets/sheet${sheet}.xml`] ?? '')?.[0],
  )
  assert.ok(heads[0] !== undefined)
  assert.equal(heads[1], heads[0])
  assert.equal(heads[2], heads[0])
  assert.match(parts['xl/worksheets/sheet2.xml'] ?? '', /<row r="2"><c r="A2"/)
  assert.equal(parts['xl/worksheets/sheet1.xml']?.match(/tabSelected/g)?.length, 1)
  assert.doesNotMatch(parts['xl/worksheets/sheet2.xml'] ?? '', /tabSelected/)
})

test('exactly as many rows as a sheet holds need no second one', async () => {
  const { summary } = await makeOf(planOf(columns, 3), ROWS.slice(0, 3), { rowsPerSheet: 3 })
  assert.deepEqual(summary.sheets, ['Users'])
})

test('a sheet also ends at its limit of bytes', async () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => [`user ${index}`, index, index, 0])
  const { bytes, summary } = await makeOf(planOf(columns, 1e6), rows, { bytesPerSheet: 2_000_000 })
  assert.ok(summary.sheets.length > 2)
  assert.equal(summary.rows, 40_000)
  const parts = partsOf(bytes)
  let rowsRead = 0
  summary.sheets.forEach((_, index) => {
    const xml = parts[`xl/worksheets/sheet${index + 1}.xml`] ?? ''
    assert.ok(xml.length < 2_002_000)
    rowsRead += (xml.match(/<row /g)?.length ?? 0) - 1
  })
  assert.equal(rowsRead, 40_000)
})

test('no rows: a header and its filter', async () => {
  const { bytes, summary } = await make(planOf(columns, 0), [])
  assert.equal(summary.rows, 0)
  const sheet = partsOf(bytes)['xl/worksheets/sheet1.xml'] ?? ''
  assert.match(sheet, /<\/row><\/sheetData><autoFilter ref="A1:D1"\/>/)
  assert.doesNotMatch(sheet, /ignoredErrors/)
})

test('no about sheet, if none is given', async () => {
  const workbook = createWorkbook(planOf(columns, 0), { write: () => Promise.resolve() })
  await workbook.write(toRecords(ROWS))
  assert.equal(workbook.rows, 0, 'not yet encoded')
  const summary = await workbook.finish()
  assert.equal(workbook.rows, 4)
  assert.deepEqual(summary.sheets, ['Users'])
})

test('the about sheet may depend on what was written', async () => {
  const workbook = createWorkbook(planOf(columns, 0), { write: () => Promise.resolve() })
  await workbook.write(toRecords([...ROWS, ['x'.repeat(40_000), 1, 1, 1]]))
  let seen: unknown
  await workbook.finish((written) => {
    seen = written
    return about
  })
  assert.deepEqual(seen, {
    rows: 5,
    sheets: ['Users'],
    cutCells: { count: 1, first: [{ sheet: 'Users', row: 6, column: 'A' }] },
  })
})

for (const [mode, expectedRows] of [
  ['shared', 0],
  ['inline', 1e6],
] as const) {
  test(`the same bytes however the records are split (${mode})`, async () => {
    const rows = Array.from({ length: 150 }, () => ROWS).flat()
    const records = Buffer.from(toRecords(rows))
    const options = { rowsPerSheet: 250, startOffset: 0 }
    const whole = await make(planOf(columns, expectedRows), [records], options)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6000 })), {
          minLength: 1,
          maxLength: 50,
        }),
        async (sizes) => {
          const chunks = []
          for (let at = 0, turn = 0; at < records.length; turn++) {
            const size: number = chunks.length > 400 ? records.length : (sizes[turn % sizes.length] ?? 1)
            chunks.push(records.subarray(at, at + size))
            at += size
          }
          const split = await make(planOf(columns, expectedRows), chunks, options)
          assert.ok(split.bytes.equals(whole.bytes))
        },
      ),
      { numRuns: 25 },
    )
  })
}

test('threads write the same file, bytes and sheets alike', async () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => [
    `user ${index} ${'x'.repeat(index % 90)}`,
    index,
    index * 977,
    index % 2,
  ])
  const records = Buffer.from(toRecords(rows))
  const files = await Promise.all(
    [0, 1, 3].map(async (threads) => {
      const options = { threads, rowsPerSheet: 15_000, bytesPerSheet: 2_500_000 }
      const { bytes, summary } = await make(planOf(columns, 1e6), [records], options)
      assert.equal(summary.rows, rows.length)
      return bytes
    }),
  )
  assert.ok(files.every((file) => file.equals(files[0] ?? Buffer.alloc(0))))
})

test('a workbook of many chunks is one deflate stream, whatever the settings', async () => {
  const rows = Array.from({ length: 30_000 }, (_, index) => [`user ${index}`, index, index * 977, index % 2])
  const parts = await Promise.all(
    [{ chunksInFlight: 1 }, { chunksInFlight: 8, level: 6 }].map(async (options) => {
      const { bytes } = await makeOf(planOf(columns, 1e6), rows, options)
      return partsOf(bytes)
    }),
  )
  assert.ok((parts[0]?.['xl/worksheets/sheet1.xml']?.length ?? 0) > 3_000_000)
  assert.deepEqual(parts[1], parts[0])
})

test('a full table of shared strings leaves further texts in their cells', async () => {
  const rows = Array.from({ length: 100 }, (_, index) => [`user ${index % 50}`, 0, 0, 0])
  const { bytes } = await makeOf(planOf(columns, 100), rows, { sharedBytes: 300 })
  const sheet = partsOf(bytes)['xl/worksheets/sheet1.xml'] ?? ''
  const inline = sheet.match(/t="inlineStr"/g)?.length ?? 0
  assert.ok(inline > 20 && inline < 80, String(inline))
})

test('a cell of any length is written', async () => {
  const { bytes, summary } = await makeOf(planOf(columns, 1e6), [
    ['\u0001'.repeat(3_000_000), 1, 1, 1],
    ['x'.repeat(32_767), 1, 1, 1],
  ])
  assert.equal(summary.cutCells.count, 1)
  const sheet = partsOf(bytes)['xl/worksheets/sheet1.xml'] ?? ''
  assert.ok(sheet.includes('_x0001_'.repeat(32_767)))
  assert.ok(!sheet.includes('_x0001_'.repeat(32_768)))
  assert.ok(sheet.includes(`>${'x'.repeat(32_767)}<`))
})

test('writing waits for the sink, with a bounded number of chunks on the way', async () => {
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const sink: Sink = {
    write: (chunk) => {
      // The sheet's chunks; the small parts before them pass.
      if (chunk.length < 10_000) return Promise.resolve()
      reached.resolve()
      return gate.promise
    },
  }
  const workbook = createWorkbook(planOf(columns, 1e6), sink, { chunksInFlight: 2 })
  const records = toRecords(
    Array.from({ length: 5000 }, (_, index) => [`user ${index}`, index, index * 977, 0]),
  )
  let written = 0
  const writing = (async () => {
    for (; written < 40; written++) await workbook.write(records)
  })()
  await reached.promise
  await setTimeout(50)
  assert.ok(written < 10, `${written} of 40 chunks were taken`)
  gate.resolve()
  await writing
  assert.equal((await workbook.finish()).rows, 200_000)
})

test('a failing sink fails the call, and every later one', async () => {
  let calls = 0
  const workbook = createWorkbook(planOf(columns, 1e6), {
    write: () => (++calls < 9 ? Promise.resolve() : Promise.reject(new Error('no space left'))),
  })
  await assert.rejects(async () => {
    await workbook.write(toRecords(ROWS))
    await workbook.finish(about)
  }, /no space left/)
  await assert.rejects(workbook.write(toRecords(ROWS)), /The workbook is broken/)
  await assert.rejects(workbook.finish(about), /The workbook is broken/)
})

test('misuse is reported', async () => {
  const sink = { write: () => Promise.resolve() }
  const workbook = createWorkbook(planOf(columns, 0), sink)
  const first = workbook.write(toRecords(ROWS))
  await assert.rejects(workbook.write(toRecords(ROWS)), /The workbook is busy/)
  await first
  await workbook.finish()
  await assert.rejects(workbook.finish(), /The workbook is finished/)

  const incomplete = createWorkbook(planOf(columns, 0), sink)
  await incomplete.write(Buffer.from('li\u001f1'))
  await assert.rejects(incomplete.finish(), /Record 1: ends without a line feed/)

  const wrong = createWorkbook(planOf(columns, 0), sink)
  await wrong.write(toRecords([...ROWS, ['too', 'few']]))
  await assert.rejects(wrong.finish(), { name: 'RecordError', message: 'Record 5: 2 fields for 4 columns' })

  assert.throws(() => createWorkbook(planOf([], 0), sink), RangeError)
})
