import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import type { Muster } from '../support/acceptance.ts'
import { download, startExport, waitForTask } from '../support/exports.ts'
import { NPM_READERS } from '../support/npm-readers.ts'
import { runSql } from '../support/sql.ts'
import {
  SKIP,
  type Sheets,
  readByGnumeric,
  readByLibreOffice,
  readByOpenpyxl,
  schemaProblems,
  undecoded,
} from '../support/system-readers.ts'
import {
  type Given,
  HEADERS,
  type KnownUser,
  type Language,
  SHEETS,
  compareNames,
  expectedRow,
} from './expected-row.ts'

const LANGUAGES = ['en_US', 'zh_CN'] as const

/** What a program makes of cells, its known faults included. */
interface Habits {
  text?: (text: string) => string
  /** The moment that a cell shows; not a number where it shows none. */
  moment?: (cell: unknown) => number
  /** Most milliseconds that a whole second may be off. */
  tolerance?: number
}

/** A workbook of all users, and what must be in it. */
interface Exported {
  readonly language: Language
  readonly bytes: Buffer
  /** Its name in the folder. */
  readonly file: string
  readonly rows: readonly (string | number | Date)[][]
}

/**
 * Tests that every reader finds in the exports of all users, in both languages, the users that are known, in
 * order, in eighteen columns.
 */
export async function readBackTests(muster: Muster, users: readonly KnownUser[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-corpus-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const exports = await Promise.all(LANGUAGES.map((language) => exportAll(muster, users, language, folder)))

  for (const { language, bytes, file, rows } of exports) {
    for (const [name, read] of Object.entries(NPM_READERS)) {
      void test(`${name} reads every cell in ${language}`, async () => {
        const reader = await read(bytes)
        assert.deepEqual(reader.sheets, SHEETS[language])
        // One row further than there should be: it is empty.
        const found = Array.from({ length: rows.length + 2 }, (_, row) =>
          HEADERS[language].map((_header, column) =>
            reader.cell({ sheet: 0, row: row + 1, column: column + 1 }),
          ),
        )
        assert.ok(found.pop()?.every((cell) => cell === null || cell === undefined))
        // SheetJS makes dates in the local time zone.
        assertRows(found, rows, language, name === 'SheetJS' ? { tolerance: zone() } : {})
      })
    }

    void test(`Gnumeric reads every cell in ${language}`, { skip: SKIP.Gnumeric }, async () => {
      const [found = []] = await readByGnumeric(folder, file, 1)
      assertRows(found, rows, language, {
        text: undecoded,
        moment: (cell) => Date.parse(`${String(cell).replaceAll('/', '-').replace(' ', 'T')}Z`),
      })
    })

    void test(`openpyxl reads every cell in ${language}`, { skip: SKIP.openpyxl }, async () => {
      const { sheets, quoted } = await readByOpenpyxl(folder, file)
      assertRows(sheets[0] ?? [], rows, language, {
        text: (text) => undecoded(text).replaceAll('x005F_', ''),
        moment: (cell) => Date.parse(`${String(cell)}Z`),
      })
      // No user name may begin with what Excel would take for a formula.
      assert.deepEqual(quoted, [])
    })

    void test(`the schemas find nothing in ${language}`, { skip: SKIP.schemas }, () => {
      assert.deepEqual(schemaProblems(folder, file), [])
    })
  }

  void test('LibreOffice reads every cell in both languages', { skip: SKIP.LibreOffice }, async () => {
    const usersOf = (language: Language) => SHEETS[language].slice(0, 1)
    const read = await readByLibreOffice(
      folder,
      Object.fromEntries(exports.map(({ file, language }) => [file, usersOf(language)])),
    )
    for (const { file, rows, language } of exports) {
      assertRows(read[file]?.[0] ?? [], rows, language, {
        text: (text) => text.replaceAll('\r\n', '\n'),
        moment: (cell) => Date.parse(`${String(cell).replace(' ', 'T')}Z`),
      })
    }
  })
}

async function exportAll(
  muster: Muster,
  users: readonly KnownUser[],
  language: Language,
  folder: string,
): Promise<Exported> {
  const id = await startExport(muster, { active_type: 'ALL', language })
  const task = await waitForTask(muster, id)
  assert.equal(task.rows_written, users.length)
  const bytes = await download(muster, id)
  const file = `${language}.xlsx`
  await writeFile(path.join(folder, file), bytes)
  return { language, bytes, file, rows: await expectedRows(muster, users, language) }
}

async function expectedRows(muster: Muster, users: readonly KnownUser[], language: Language) {
  const key = (user: { user_name: string; domain: string }) => `${user.user_name} of ${user.domain}`
  const made = await runSql<Given & { user_name: string; domain: string }>(
    muster,
    'SELECT user_name, domain, id, created_at FROM users',
  )
  const given = new Map(made.map((row) => [key(row), row]))
  const known = users.map((user) => {
    const row = given.get(key(user))
    assert.ok(row, user.user_name)
    return { user, row }
  })
  return known
    .toSorted((a, b) => compareNames(a.user.user_name, b.user.user_name) || (a.row.id < b.row.id ? -1 : 1))
    .map(({ user, row }) => expectedRow(user, row, language))
}

function assertRows(
  found: Sheets[number],
  expected: Exported['rows'],
  language: Language,
  { text = (given) => given, moment, tolerance = 0 }: Habits,
): void {
  assert.deepEqual(found[0], HEADERS[language])
  assert.equal(found.length, expected.length + 1)
  for (const [index, row] of expected.entries()) {
    const cells = found[index + 1] ?? []
    const pairs = row.map((value, column) => {
      const cell = cells[column] ?? ''
      if (typeof value === 'string') return [cell, text(value)]
      if (typeof value === 'number') return [Number(cell), value]
      const shown = moment?.(cell) ?? (cell instanceof Date ? cell.getTime() : Number.NaN)
      return near(shown, value.getTime(), tolerance) ? [value, value] : [cell, value]
    })
    const cellsOf = (side: number) => pairs.map((pair) => pair[side])
    assert.deepEqual(cellsOf(0), cellsOf(1), `row ${index + 2}`)
  }
}

/** A whole second is shown as it is; of a fraction some programs show the second only, cut or rounded. */
function near(shown: number, moment: number, tolerance: number): boolean {
  return Math.abs(shown - moment) <= tolerance + (moment % 1000 === 0 ? 1 : 1000)
}

/** How far this machine's time zone may be from UTC, in milliseconds. */
const zone = () => (new Date(0).getTimezoneOffset() === 0 ? 0 : 15 * 3_600_000)
