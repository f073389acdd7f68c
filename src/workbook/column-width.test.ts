import assert from 'node:assert/strict'
import { test } from 'node:test'

import { columnWidths, textWidth } from './column-width.ts'

test('full-width characters count two, lines apart', () => {
  assert.equal(textWidth('abc'), 3)
  assert.equal(textWidth('用户a'), 5)
  assert.equal(textWidth('ab\nabcd\nc'), 4)
  assert.equal(textWidth(''), 0)
})

test('widths come from header and sample, within 8 and 60', () => {
  const widths = columnWidths(
    [
      { header: 'N', kind: 'number' },
      { header: 'Password Never Expires', kind: 'text' },
      { header: 'D', kind: 'text' },
      { header: 'S', kind: 'code', texts: ['No', 'Activation by users'] },
      { header: 'E', kind: 'datetime', empty: '' },
      { header: '姓名', kind: 'text' },
    ],
    [
      ['1', 'x', 'd'.repeat(500), '1', '1700000000', '欧阳修远大人'],
      ['22', 'y'],
    ],
  )
  assert.deepEqual(widths, [8, 25, 60, 21, 18, 14])
})
