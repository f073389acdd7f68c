import assert from 'node:assert/strict'
import { test } from 'node:test'

import { dictionary } from './dictionary.ts'

type Text = { place: string; text: string; takes: number | null }

/** Every text of a dictionary, by its place; those that are made of values are made of some. */
function textsOf(value: unknown, place = ''): Text[] {
  if (typeof value === 'string') return [{ place, text: value, takes: null }]
  if (typeof value === 'function') {
    const made: unknown = Reflect.apply(value, undefined, ['GIVEN', 1234, 5678, 9, 10])
    return [{ place, text: String(made), takes: value.length }]
  }
  return Object.entries(value as object).flatMap(([name, inner]) => textsOf(inner, `${place}/${name}`))
}

const english = textsOf(dictionary('en_US'))
const chinese = textsOf(dictionary('zh_CN'))

test('both languages have the same texts, made of the same values, in the same order', () => {
  const shape = (texts: Text[]) => texts.map(({ place, takes }) => [place, takes])
  assert.deepEqual(shape(chinese), shape(english))
})

test('no text is empty or says what no reader understands', () => {
  for (const { place, text } of [...english, ...chinese]) {
    assert.notEqual(text.trim(), '', place)
    assert.doesNotMatch(text, /undefined|NaN|\[object/, place)
  }
})

test('each language is its own', () => {
  const han = /\p{Script=Han}/u
  for (const { place, text } of english) assert.doesNotMatch(text, han, place)
  const neutral = new Set(['/filter/separator', '/filter/activeType', '/imports/colon'])
  for (const { place, text } of chinese) {
    if (!neutral.has(place)) assert.match(text, han, place)
  }
})
