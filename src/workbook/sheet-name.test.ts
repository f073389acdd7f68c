import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'

import { sheetName } from './sheet-name.ts'

test('numbered from the second sheet on', () => {
  assert.equal(sheetName('Users', 1, []), 'Users')
  assert.equal(sheetName('用户', 2, ['用户']), '用户 2')
})

test('what Excel refuses is replaced', () => {
  assert.equal(sheetName('a/b\\c?d*e:f[g]h', 1, []), 'a_b_c_d_e_f_g_h')
  assert.equal(sheetName("'quoted'", 1, []), '_quoted_')
  assert.equal(sheetName('', 1, []), 'Sheet')
  assert.equal(sheetName('History', 1, []), 'History 2')
  assert.equal(sheetName('USERS', 1, ['users']), 'USERS 2')
})

test('a long name keeps its number, and its last character whole', () => {
  assert.equal(sheetName('x'.repeat(40), 12, []), `${'x'.repeat(28)} 12`)
  assert.equal(sheetName(`${'x'.repeat(30)}😀`, 1, []), 'x'.repeat(30))
})

test('every name is one that Excel takes', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 99 }), (base, number) => {
      const name = sheetName(base, number, ['Users'])
      assert.match(name, /^(?!')[^\\/?*:[\]]{1,31}(?<!')$/)
      assert.ok(name.isWellFormed())
      assert.notEqual(name.toLowerCase(), 'users')
    }),
  )
})
