import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'
import { textFaults } from './text.ts'

const cases: { value: unknown; faults: string[] }[] = [
  { value: { name: 'Ärger 王 😀 \t\n\u0001' }, faults: [] },
  { value: { count: 1, is: true, none: null, list: ['a', 2] }, faults: [] },
  { value: { name: 'a\0b' }, faults: ['`name` contains the character U+0000'] },
  {
    value: { name: 'a\ud83d' },
    faults: ['`name` contains half of a surrogate pair, which is no character'],
  },
  {
    value: { name: '\ude00\ud83d' },
    faults: ['`name` contains half of a surrogate pair, which is no character'],
  },
  {
    value: { users: [{ description: 'fine' }, { description: '\0' }], name: '\0' },
    faults: ['`users/1/description` contains the character U+0000', '`name` contains the character U+0000'],
  },
  {
    value: { map: { 'a\0': 'b' } },
    faults: ['a name in `map` contains a character that cannot be stored'],
  },
]

test('what cannot be stored is named with its place, and nothing else is', () => {
  for (const { value, faults } of cases) assert.deepEqual(textFaults(value), faults)
})

const nested = (levels: number): unknown => (levels === 0 ? 'text' : [nested(levels - 1)])

test('32 levels are looked through, and deeper ones refused instead of exhausting the stack', () => {
  assert.deepEqual(textFaults(nested(32)), [])
  assert.match(textFaults(nested(33)).join(), /nested more than 32 levels deep/)
  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
  assert.equal(textFaults(deep).length, 1)
})

test('a value has faults exactly where its texts do not survive UTF-8 or hold U+0000', () => {
  const text = anyText.map((given) => given.replaceAll(/[a-m]/g, '\ud800'))
  const value = fc.object({ key: text, values: [text, fc.integer(), fc.boolean()], maxDepth: 4 })
  fc.assert(
    fc.property(value, (given) => {
      const texts: string[] = []
      JSON.stringify(given, (name, inner: unknown) => {
        texts.push(name, ...(typeof inner === 'string' ? [inner] : []))
        return inner
      })
      const bad = texts.some((one) => one.includes('\0') || Buffer.from(one).toString() !== one)
      assert.equal(textFaults(given).length > 0, bad)
    }),
  )
})
