import assert from 'node:assert/strict'
import { test } from 'node:test'

import { errors } from '../../errors.ts'
import { errorMeanings } from './index.ts'

void test('both languages say of every error what it means, in the order of the table', () => {
  assert.deepEqual(Object.keys(errorMeanings.en_US), Object.keys(errors))
  assert.deepEqual(Object.keys(errorMeanings.zh_CN), Object.keys(errors))
})

void test('each meaning is one sentence of its own language', () => {
  for (const [name, text] of Object.entries(errorMeanings.en_US)) {
    assert.match(text, /^[A-Z][^\n|]+\.$/, name)
    assert.doesNotMatch(text, /\p{Script=Han}/u, name)
  }
  for (const [name, text] of Object.entries(errorMeanings.zh_CN)) {
    assert.match(text, /\p{Script=Han}/u, name)
    assert.match(text, /^[^\n|]+。$/, name)
  }
})
