/** What the readers in npm make of the corpus: every text, number, date and code, cell by cell. */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import ExcelJS from 'exceljs'

import { NPM_READERS } from '../support/npm-readers.ts'
import { undecoded } from '../support/system-readers.ts'
import { about } from './in-memory.ts'
import { ROWS_PER_SHEET, TEXTS, kept, makeCorpus, momentOf } from './corpus.ts'
import type { Made } from './in-memory.ts'

for (const mode of ['shared', 'inline'] as const) {
  describe(`texts ${mode}`, () => {
    let made: Made
    before(async () => {
      made = await makeCorpus(mode)
    })

    for (const [name, read] of Object.entries(NPM_READERS)) {
      test(`${name} reads every cell as it was written`, async () => {
        const reader = await read(made.bytes)
        assert.deepEqual(reader.sheets, ['Users', 'Users 2', 'Users 3', 'About this export'])
        TEXTS.forEach((text, index) => {
          const sheet = Math.floor(index / ROWS_PER_SHEET)
          const row = (index % ROWS_PER_SHEET) + 2
          // exceljs decodes `_xHHHH_` in shared strings only.
          const expected = name === 'exceljs' && mode === 'inline' ? undecoded(kept(text)) : kept(text)
          assert.equal(reader.cell({ sheet, row, column: 1 }), expected)
          assert.equal(reader.cell({ sheet, row, column: 2 }), index / 4)
          assert.equal(reader.cell({ sheet, row, column: 4 }), index % 2 === 0 ? 'Yes' : 'No')
          const moment = momentOf(index)
          const date = reader.cell({ sheet, row, column: 3 })
          if (moment === null) assert.equal(date, 'Never')
          else if (name !== 'SheetJS') assert.equal(Math.round(Number(date) / 1000), moment)
          // SheetJS makes dates in the local time zone, whose offsets of 1906 it does not know.
          else assert.ok(date instanceof Date)
        })
      })
    }
  })
}

test('exceljs sees the faces of the sheets', async () => {
  const workbook = new ExcelJS.Workbook()
  const { bytes, summary } = await makeCorpus('inline')
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  assert.deepEqual(summary.cutCells.count, 3)
  assert.equal(workbook.creator, 'admin')
  assert.equal(workbook.title, 'Users of "corp" & <others>')
  assert.equal(workbook.created.toISOString(), '2026-03-01T08:30:00.000Z')
  const [sheet] = workbook.worksheets
  assert.ok(sheet !== undefined)
  assert.deepEqual(sheet.views[0]?.state, 'frozen')
  assert.equal(sheet.autoFilter, 'A1:D201')
  assert.equal(sheet.getCell('A1').font.bold, true)
  assert.deepEqual(sheet.getCell('A1').fill, {
    type: 'pattern',
    pattern: 'solid',
    fgColor: { argb: 'FFE3EFFF' },
    bgColor: { indexed: 64 },
  })
  assert.equal(sheet.getCell('C3').numFmt, 'yyyy-mm-dd hh:mm')
  assert.equal(sheet.getColumn(1).width, 60)

  const page = workbook.worksheets.at(-1)
  assert.equal(page?.pageSetup.fitToPage, true)
  assert.equal(page?.getCell('A1').value, about.title)
  assert.deepEqual(
    about.facts.map((_, index) => [page?.getCell(3 + index, 1).value, page?.getCell(3 + index, 2).value]),
    about.facts,
  )
  assert.equal(page?.getCell(4 + about.facts.length, 1).value, about.footer[0])
})
