/** What other programs make of whole files. A test of one that is not installed is skipped and says so. */

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { unzipSync } from 'fflate'
import { parseCsv } from 'hucre/csv'

import { COLUMNS, ROWS_PER_SHEET, TEXTS, kept, makeCorpus, momentOf, undecoded } from './corpus.ts'
import { makeOf, planOf } from './in-memory.ts'

/** Rows of texts by sheet. */
type Sheets = unknown[][][]

const MODES = ['shared', 'inline'] as const
const SHEETS = ['Users', 'Users 2', 'Users 3']
const LIMIT = { timeout: 120_000, maxBuffer: 1 << 28 }

function skipWithout(command: string, ...args: string[]): string | false {
  const found = spawnSync(command, args)
  return found.error === undefined && found.status === 0 ? false : `${command} is not installed`
}

/** Debian keeps openpyxl with its own Python. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import openpyxl']).status === 0,
)

const SCHEMAS = resolve(import.meta.dirname, '../../../shared/data/ooxml-transitional')

let folder: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workbook-'))
  for (const mode of MODES) writeFileSync(join(folder, `${mode}.xlsx`), (await makeCorpus(mode)).bytes)
})
after(() => {
  rmSync(folder, { recursive: true, force: true })
})

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    ...LIMIT,
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

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

for (const mode of MODES) {
  describe(`texts ${mode}`, () => {
    test('LibreOffice', { skip: skipWithout('soffice', '--version') }, () => {
      // Comma, quote, UTF-8, from the first row, all texts quoted, values as they are, every sheet to a file.
      const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1'
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
      run(
        'soffice',
        profile,
        '--headless',
        '--convert-to',
        filter,
        '--outdir',
        `office-${mode}`,
        `${mode}.xlsx`,
      )
      const sheets = SHEETS.map((sheet) =>
        parseCsv(readFileSync(join(folder, `office-${mode}`, `${mode}-${sheet}.csv`), 'utf8')),
      )
      // It reads CR LF as LF.
      assertCorpus(
        sheets,
        (text) => text.replaceAll('\r\n', '\n'),
        (moment) => iso(moment).replace('T', ' '),
      )
    })

    test('Gnumeric', { skip: skipWithout('ssconvert', '--version') }, () => {
      run('ssconvert', '-S', `${mode}.xlsx`, `gnumeric-${mode}.csv`)
      const sheets = SHEETS.map((_, index) =>
        parseCsv(readFileSync(join(folder, `gnumeric-${mode}.csv.${index}`), 'utf8')),
      )
      // It decodes no `_xHHHH_`.
      assertCorpus(sheets, undecoded, (moment) => iso(moment).replaceAll('-', '/').replace('T', ' '))
    })

    test('openpyxl', { skip: PYTHON === undefined && 'openpyxl is not installed' }, () => {
      const script = `import json, sys, openpyxl
value = lambda cell: cell.value.isoformat() if hasattr(cell.value, 'isoformat') else cell.value
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({
  'sheets': [[[value(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets],
  'quoted': [cell.value for sheet in book.worksheets[:3] for cell in sheet['A'] if cell.quotePrefix],
}))`
      const read: { sheets: Sheets; quoted: string[] } = JSON.parse(
        run(PYTHON ?? '', '-c', script, `${mode}.xlsx`),
      )
      // It decodes one `_xHHHH_` only, by deleting letters, and that in shared strings.
      const expected = (text: string) =>
        mode === 'shared' ? undecoded(text).replaceAll('x005F_', '') : undecoded(text)
      assertCorpus(read.sheets, expected, iso, (value) => value)
      assert.deepEqual(
        new Set(read.quoted),
        new Set(TEXTS.filter((text) => /^[=+\-@\t\r\n']/.test(text)).map((text) => expected(kept(text)))),
      )
    })

    test('unzip', { skip: skipWithout('unzip', '-v') }, () => {
      assert.match(run('unzip', '-t', `${mode}.xlsx`), /No errors detected/)
    })

    test('7-Zip', { skip: skipWithout('7z') }, () => {
      assert.match(run('7z', 't', `${mode}.xlsx`), /Everything is Ok/)
    })

    const withoutSchemas = !existsSync(SCHEMAS) && 'the schemas of ECMA-376 are not beside the repository'
    test('the schemas', { skip: skipWithout('xmllint', '--version') || withoutSchemas }, () => {
      const parts = unzipSync(readFileSync(join(folder, `${mode}.xlsx`)))
      for (const [path, bytes] of Object.entries(parts)) {
        const schema = schemaOf(path)
        if (schema === undefined) continue
        writeFileSync(join(folder, 'part.xml'), bytes)
        const { stderr } = spawnSync(
          'xmllint',
          ['--huge', '--noout', '--schema', join(SCHEMAS, schema), join(folder, 'part.xml')],
          { encoding: 'utf8' },
        )
        // The schemas lack the import of the xml namespace.
        const problems = stderr
          .split('\n')
          .filter(
            (line) =>
              /error/.test(line) &&
              !/attribute '{http:\/\/www.w3.org\/XML\/1998\/namespace}space'/.test(line),
          )
        assert.deepEqual(problems, [], path)
        assert.match(stderr, /validates|fails to validate/, path)
      }
    })
  })
}

/** docProps/core.xml has none: its schema wants the Dublin Core's from the network. */
function schemaOf(path: string): string | undefined {
  if (path === '[Content_Types].xml') return 'opc-contentTypes.xsd'
  if (path.endsWith('.rels')) return 'opc-relationships.xsd'
  if (path === 'docProps/app.xml') return 'shared-documentPropertiesExtended.xsd'
  return path.startsWith('xl/') ? 'sml.xsd' : undefined
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

  test('unzip', { skip: skipWithout('unzip', '-v') }, () => {
    assert.match(run('unzip', '-t', 'far.xlsx'), /No errors detected/)
  })

  test('Python', { skip: skipWithout('python3', '--version') }, () => {
    const script =
      "import zipfile; z = zipfile.ZipFile('far.xlsx'); print(z.testzip(), len(z.read('xl/workbook.xml')) > 500)"
    assert.equal(run('python3', '-c', script).trim(), 'None True')
  })
})
