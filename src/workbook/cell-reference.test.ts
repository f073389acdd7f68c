import assert from 'node:assert/strict'
import { test } from 'node:test'

import { absoluteRange, columnLetters, range } from './cell-reference.ts'

test('columns by letter', () => {
  const letters = [1, 26, 27, 52, 53, 702, 703, 16_384].map(columnLetters)
  assert.deepEqual(letters, ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA', 'XFD'])
})

test('ranges', () => {
  assert.equal(range(1, 2, 18, 1_048_576), 'A2:R1048576')
  assert.equal(absoluteRange("It's 2", 3, 9), "'It''s 2'!$A$1:$C$9")
})
