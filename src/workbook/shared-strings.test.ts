import assert from 'node:assert/strict'
import { test } from 'node:test'

import { SharedStrings } from './shared-strings.ts'

function xmlOf(table: SharedStrings): string {
  return Buffer.concat([...table.xml()]).toString()
}

test('a text is kept once', () => {
  const table = new SharedStrings(1000)
  assert.equal(table.add('a'), 0)
  assert.equal(table.add('b'), 1)
  assert.equal(table.add('a'), 0)
  assert.equal(table.intern(Buffer.from('b and more'), 1), 1)
  assert.equal(table.count, 2)
})

test('the part keeps blanks at the ends of a text', () => {
  const table = new SharedStrings(1000)
  for (const text of ['a & b', ' a', 'b\n', '']) table.add(text)
  assert.match(
    xmlOf(table),
    /uniqueCount="4"><si><t>a &amp; b<\/t><\/si><si><t xml:space="preserve"> a<\/t><\/si><si><t xml:space="preserve">b\n<\/t><\/si><si><t><\/t><\/si><\/sst>$/,
  )
})

test('it grows, and finds every text again', () => {
  const table = new SharedStrings(Infinity)
  const texts = Array.from({ length: 50_000 }, (_, index) => `user.name.${index}`)
  texts.forEach((text, index) => assert.equal(table.add(text), index))
  texts.forEach((text, index) => assert.equal(table.intern(Buffer.from(text), text.length), index))
  assert.equal(xmlOf(table).match(/<si>/g)?.length, 50_000)
})

test('a full table takes what must be in it and no more', () => {
  const table = new SharedStrings(10)
  assert.equal(table.intern(Buffer.from('12345678'), 8), 0)
  assert.equal(table.intern(Buffer.from('abc'), 3), -1)
  assert.equal(table.intern(Buffer.from('12345678'), 8), 0)
  assert.equal(table.add('abc'), 1)
  assert.equal(table.intern(Buffer.from('abc'), 3), 1)
})
