import assert from 'node:assert/strict'
import { test } from 'node:test'

import { boundedDetails, boundedText, boundedTexts } from './bounded.ts'

test('a text is kept as it is, up to its bound, and never ends in half a character', () => {
  assert.equal(boundedText('李雷 \n"'), '李雷 \n"')
  assert.equal(boundedText('a'.repeat(1024)), 'a'.repeat(1024))
  assert.equal(boundedText('a'.repeat(1025)), `${'a'.repeat(1024)}…`)
  assert.ok(boundedText('😀'.repeat(513).slice(1)).isWellFormed())
  assert.ok(boundedText(`a${'😀'.repeat(600)}`).isWellFormed())
})

test('what PostgreSQL does not hold is replaced', () => {
  assert.equal(boundedText('a\0b\uD800c'), 'a\u{FFFD}b\u{FFFD}c')
  assert.equal(boundedDetails({ a: 'x\0', b: ['\uDC00'] }), '{"a":"x\u{FFFD}","b":["\u{FFFD}"]}')
})

test('lists and details have an end; of what is too long its length and hash stay', () => {
  assert.equal(boundedTexts(Array.from({ length: 1000 }, (_, index) => String(index))).length, 256)
  const long = boundedDetails({ names: Array.from({ length: 10_000 }, () => 'a name of somebody') })
  const { too_long: length, sha256 } = JSON.parse(long) as { too_long: number; sha256: string }
  assert.ok(length > 200_000)
  assert.match(sha256, /^[0-9a-f]{64}$/)
  assert.equal(boundedDetails({ kept: 1, dropped: undefined }), '{"kept":1}')
})
