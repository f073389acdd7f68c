/** What other programs make of an export, or of a table of their own, goes back in and says what the directory says. */

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'

import ExcelJS from 'exceljs'
import { writeXlsx } from 'hucre/xlsx'
import * as SheetJS from 'xlsx'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers } from '../support/exports.ts'
import { importUsers } from '../support/import-form.ts'
import { PYTHON, SKIP, run } from '../support/system-readers.ts'
import { createEnterpriseProject, createGroup, createUsers, setUser } from '../support/users.ts'
import { runSql } from '../support/sql.ts'

const muster = await startMuster()
const folder = await mkdtemp(path.join(tmpdir(), 'muster-writers-'))
after(() => rm(folder, { recursive: true, force: true }))

/** Users with what programs get wrong; not with what they cannot hold, such as control characters. */
await createGroup(muster, '研发部')
await createGroup(muster, 'Staff')
await createEnterpriseProject(muster, '0123')
await createUsers(muster, [
  { user_name: 'formula', description: '=1+1', user_phone: '+8613800138000' },
  { user_name: '007', description: '007', user_phone: '007' },
  {
    user_name: '1E10',
    description: '1E10',
    user_phone: '13800138000',
    account_expires: '2030-01-02T03:04:05Z',
  },
  { user_name: '李雷', description: '工程师，“研发”', account_expires: '2026-03-29T01:30:00Z' },
  { user_name: 'lines', description: 'one\ntwo\n\nthree', domain: 'corp.example.com' },
  { user_name: 'blanks', description: '  leading and trailing  ' },
  { user_name: 'markup', description: '<a href="x">&amp;</a>]]>' },
  { user_name: 'emoji', description: '👩‍👩‍👧‍👦 🇨🇳 𠀀' },
  { user_name: 'quotes', description: `"double", 'single', comma; semicolon` },
  { user_name: 'literal', description: '_x0041_' },
  { user_name: 'date', description: '2024-01-01', enterprise_project_id: '0123' },
  { user_name: 'TRUE', description: 'TRUE', active_type: 'ADMIN_ACTIVATE' },
])
await setUser(muster, 'formula', { locked: true, total_desktops: 3, share_space_subscription: true })
await setUser(muster, '李雷', { disabled: true, share_space_desktops: 2 })
await runSql(
  muster,
  `UPDATE users SET group_numbers = ARRAY(SELECT number FROM user_groups) WHERE user_name = '李雷'`,
)
const { bytes, workbook, task } = await exportUsers(muster, { active_type: 'ALL' })
const users = task.rows_total ?? 0
await writeFile(path.join(folder, 'users.xlsx'), bytes)

/** Imports a file without changing anything, and expects that every row says what the directory says. */
async function assertUnchanged(
  file: Uint8Array,
  except: Readonly<Record<string, RegExp>> = {},
): Promise<void> {
  const { counts, report } = await importUsers(muster, file, { mode: 'upsert', dry_run: true })
  const changed = report.rows.filter((row) => row['Result'] !== 'Unchanged')
  for (const row of changed) {
    const allowed = except[String(row['Username'])]
    assert.match(String(row['Changes'] ?? row['Reason']), allowed ?? /^$/, JSON.stringify(row))
  }
  assert.deepEqual(counts, [0, changed.length, users - changed.length, 0])
}

void test('exceljs reads and writes it', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  await assertUnchanged(Buffer.from(await book.xlsx.writeBuffer()), { literal: /_x0041_ → A$/ })
})

for (const bookSST of [true, false]) {
  void test(`SheetJS reads and writes it, ${bookSST ? 'with' : 'without'} shared strings`, async () => {
    const book = SheetJS.read(bytes, { cellStyles: true, cellNF: true })
    const written = SheetJS.write(book, { type: 'buffer', bookType: 'xlsx', bookSST }) as Buffer
    // It does not escape what reads as an escape.
    await assertUnchanged(written, { literal: /_x0041_ → A$/ })
  })
}

void test('hucre writes the same cells', async () => {
  const rows = workbook.rows.map((row) => workbook.headers.map((header) => row[header] ?? null))
  const written = await writeXlsx({ sheets: [{ name: 'Users', rows: [[...workbook.headers], ...rows] }] })
  await assertUnchanged(written, { literal: /_x0041_/ })
})

void test('openpyxl reads and writes it', { skip: SKIP.openpyxl }, async () => {
  await writeFile(
    path.join(folder, 'save.py'),
    "import openpyxl\nbook = openpyxl.load_workbook('users.xlsx')\nbook.save('openpyxl.xlsx')\n",
  )
  await run(folder, PYTHON ?? '', 'save.py')
  // It reads `_x005F_x0041_` as `_x0041_`, and writes that as it is.
  await assertUnchanged(await readFile(path.join(folder, 'openpyxl.xlsx')), { literal: /_x0041_/ })
})

void test('LibreOffice reads and writes it', { skip: SKIP.LibreOffice }, async () => {
  const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`
  await run(
    folder,
    'soffice',
    profile,
    '--headless',
    '--convert-to',
    'xlsx:Calc MS Excel 2007 XML',
    '--outdir',
    'office',
    'users.xlsx',
  )
  await assertUnchanged(await readFile(path.join(folder, 'office', 'users.xlsx')))
})

void test('Gnumeric reads and writes it', { skip: SKIP.Gnumeric }, async () => {
  await run(folder, 'ssconvert', '-T', 'Gnumeric_Excel:xlsx2', 'users.xlsx', 'gnumeric.xlsx')
  await assertUnchanged(await readFile(path.join(folder, 'gnumeric.xlsx')), { literal: /_x005F_|_x0041_/ })
})

/** The export as a CSV file that shows what Excel's cells show: dates to the minute. */
const csv = [
  workbook.headers,
  ...workbook.rows.map((row) => workbook.headers.map((header) => row[header] ?? '')),
]
  .map((row) =>
    row
      .map((cell) =>
        cell instanceof Date ? cell.toISOString().slice(0, 16).replace('T', ' ') : String(cell),
      )
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(','),
  )
  .join('\r\n')

/** GB18030 is written by nothing in Node: its two-byte characters by what they decode to. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) known.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
    }
  }
  return Buffer.from(
    Array.from(text).flatMap((character) => known.get(character) ?? [character.charCodeAt(0)]),
  )
}

void test('CSV in UTF-8, with and without a byte order mark, in UTF-16 and in GB18030', async () => {
  await assertUnchanged(Buffer.from(csv))
  await assertUnchanged(Buffer.from(`\ufeff${csv}`))
  await assertUnchanged(Buffer.from(`\ufeff${csv}`, 'utf16le'))
  const without = csv.split('\r\n').filter((line) => !line.startsWith('"emoji"'))
  const { counts } = await importUsers(muster, gb18030(without.join('\r\n')), {
    mode: 'upsert',
    dry_run: true,
  })
  assert.deepEqual(counts, [0, 0, users - 1, 0])
})
