/** What other programs make of whole files. A test of one that is not installed is skipped and says so. */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import {
  SKIP,
  type Sheets,
  readByGnumeric,
  readByLibreOffice,
  readByOpenpyxl,
  run,
  schemaProblems,
  skipWithout,
  undecoded,
} from '../support/system-readers.ts'
import { COLUMNS, ROWS_PER_SHEET, TEXTS, kept, makeCorpus, momentOf } from './corpus.ts'
import { makeOf, planOf } from './in-memory.ts'

const MODES = ['shared', 'inline'] as const
const SHEETS = ['Users', 'Users 2', 'Users 3']

let folder: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workbook-'))
  for (const mode of MODES) writeFileSync(join(folder, `${mode}.xlsx`), (await makeCorpus(mode)).bytes)
})
after(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Holds what was read against the corpus; `expected` says what the program makes of a text. */
function assertCorpus(
  sheets: Sheets,
  expected: (text: string) => string,
  date: (moment: Date) => string,
  number: (value: number) => unknown = String,
): void {
  TEXTS.forEach((text, index) => {
    const row = sheets[Math.floor(index / ROWS_PER_SHEET)]?.[(index % ROWS_PER_SHEET) + 1]
    const moment = momentOf(index)
    assert.deepEqual(row, [
      expected(kept(text)),
      number(index / 4),
      moment === null ? 'Never' : date(new Date(moment * 1000)),
      index % 2 === 0 ? 'Yes' : 'No',
    ])
  })
}

function iso(moment: Date): string {
  return moment.toISOString().slice(0, 19)
}

test('LibreOffice', { skip: SKIP.LibreOffice }, async () => {
  const read = await readByLibreOffice(folder, { 'shared.xlsx': SHEETS, 'inline.xlsx': SHEETS })
  for (const sheets of Object.values(read)) {
    assertCorpus(
      sheets,
      (text) => text.replaceAll('\r\n', '\n'),
      (moment) => iso(moment).replace('T', ' '),
    )
  }
})

for (const mode of MODES) {
  describe(`texts ${mode}`, () => {
    test('Gnumeric', { skip: SKIP.Gnumeric }, async () => {
      assertCorpus(await readByGnumeric(folder, `${mode}.xlsx`, SHEETS.length), undecoded, (moment) =>
        iso(moment).replaceAll('-', '/').replace('T', ' '),
      )
    })

    test('openpyxl', { skip: SKIP.openpyxl }, async () => {
      const read = await readByOpenpyxl(folder, `${mode}.xlsx`)
      const expected = (text: string) =>
        mode === 'shared' ? undecoded(text).replaceAll('x005F_', '') : undecoded(text)
      assertCorpus(read.sheets, expected, iso, (value) => value)
      assert.deepEqual(
        new Set(read.quoted),
        new Set(TEXTS.filter((text) => /^[=+\-@\t\r\n']/.test(text)).map((text) => expected(kept(text)))),
      )
    })

    test('unzip', { skip: skipWithout('unzip', '-v') }, async () => {
      assert.match(await run(folder, 'unzip', '-t', `${mode}.xlsx`), /No errors detected/)
    })

    test('7-Zip', { skip: skipWithout('7z') }, async () => {
      assert.match(await run(folder, '7z', 't', `${mode}.xlsx`), /Everything is Ok/)
    })

    test('the schemas', { skip: SKIP.schemas }, () => {
      assert.deepEqual(schemaProblems(folder, `${mode}.xlsx`), [])
    })
  })
}

describe('a package that starts past 4 GiB of its file', () => {
  const start = 4.5 * 2 ** 30
  before(async () => {
    const rows = TEXTS.slice(0, 40).map((text, row) => [text, row, row, 0])
    const { bytes } = await makeOf(planOf(COLUMNS, 40), rows, { startOffset: start })
    // A hole that takes no room on the disk.
    const file = await open(join(folder, 'far.xlsx'), 'w')
    await file.write(bytes, 0, bytes.length, start)
    await file.close()
  })

  test('unzip', { skip: skipWithout('unzip', '-v') }, async () => {
    assert.match(await run(folder, 'unzip', '-t', 'far.xlsx'), /No errors detected/)
  })

  test('Python', { skip: skipWithout('python3', '--version') }, async () => {
    const script =
      "import zipfile; z = zipfile.ZipFile('far.xlsx'); print(z.testzip(), len(z.read('xl/workbook.xml')) > 500)"
    assert.equal((await run(folder, 'python3', '-c', script)).trim(), 'None True')
  })
})
