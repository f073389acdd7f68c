import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers } from '../support/exports.ts'
import { createUsers } from '../support/users.ts'

// Text is text: what goes in comes out, and Excel makes nothing else of it (contract, section 1).
const muster = await startMuster()

const texts: Readonly<Record<string, string>> = {
  formula: '=1+1',
  'formula that calls': "=cmd|'/C calc'!A0",
  plus: '+1',
  minus: '-1+2',
  at: '@SUM(A1)',
  digits: '0123456789012345678901234567890',
  'digits with an exponent': '1E10',
  date: '2026-02-30',
  boolean: 'TRUE',
  markup: '<a href="x">&amp; ]]> \'q\'</a>',
  escape: '_x0041_',
  'escape of an escape': '_x005F_x0041_',
  control: 'a\u0001b\u001fc\u007fd',
  'line breaks': 'a\nb\r\nc\td',
  blanks: '  both ends  ',
  noncharacters: 'x\uFFFEy\uFFFFz',
  astral: '😀 𠀀 👨‍👩‍👧',
  'right to left': '\u202Eمرحبا שלום',
  combining: 'e\u0301 ﷽',
  separators: 'a\u001fb\u001ec\\N\\.',
  long: '长'.repeat(255),
}
const entries = Object.entries(texts)
await createUsers(
  muster,
  entries.map(([, description], index) => ({
    user_name: `u${String(index).padStart(3, '0')}`,
    user_phone: '13800000000',
    description,
  })),
)
const { workbook, task } = await exportUsers(muster, {})

void test('every user is in the file', () => {
  assert.equal(workbook.rows.length, entries.length)
  assert.equal(task.rows_written, entries.length)
})

for (const [index, [kind, text]] of entries.entries()) {
  void test(`${kind}: the cell reads back as stored`, () => {
    assert.equal(workbook.rows[index]?.['Description'], text)
  })
}

void test('text that looks like a number or a formula is a text cell', () => {
  const sheet = workbook.workbook.worksheets[0]
  for (let row = 2; row <= entries.length + 1; row++) {
    for (const column of ['C', 'D']) {
      const cell = sheet?.getCell(`${column}${row}`)
      assert.equal(typeof cell?.value, 'string', cell?.address)
      assert.equal(cell?.formula, undefined, cell?.address)
    }
  }
})

void test('a phone number keeps its digits', () => {
  assert.equal(workbook.rows[0]?.['Mobile Number'], '13800000000')
})
