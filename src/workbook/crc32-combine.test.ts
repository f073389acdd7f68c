import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'

import fc from 'fast-check'

import { combineCrc32 } from './crc32-combine.ts'

test('the CRC of two strings is that of both together', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.uint8Array({ maxLength: 3000 }), (a, b) => {
      assert.equal(combineCrc32(crc32(a), crc32(b), b.length), crc32(Buffer.concat([a, b])))
    }),
  )
})

test('a long second string, and empty ones', () => {
  const long = Buffer.alloc(20_000_000, 'muster')
  assert.equal(combineCrc32(crc32('a'), crc32(long), long.length), crc32(long, crc32('a')))
  assert.equal(combineCrc32(0, crc32('a'), 1), crc32('a'))
  assert.equal(combineCrc32(crc32('a'), 0, 0), crc32('a'))
})
