import assert from 'node:assert/strict'
import { test } from 'node:test'

import { tableOf } from './print-rows.ts'
import { fitted, widthOf } from './text-width.ts'

test('Chinese letters take two columns, accents none', () => {
  assert.equal(widthOf('ab'), 2)
  assert.equal(widthOf('李雷'), 4)
  assert.equal(widthOf('e\u0301'), 1)
  assert.equal(fitted('李雷和韩梅梅', 7), '李雷和…')
  assert.equal(fitted('李雷', 4), '李雷')
})

test('a table fits the terminal: the widest column is cut, and everything stays aligned', () => {
  const rows = [
    { name: '李雷', description: 'a long description that is cut', id: '1' },
    { name: 'bob', description: '', id: '2' },
  ]
  const lines = tableOf(rows, 30).split('\n')
  assert.deepEqual(lines, [
    'name  description           id',
    '李雷  a long description …  1',
    'bob   -                     2',
  ])
  for (const line of lines) assert.ok(widthOf(line) <= 30)
  assert.match(tableOf(rows), /that is cut/)
})
