import assert from 'node:assert/strict'
import { test } from 'node:test'

import { signatureOf } from './signature.ts'

test('the signature is what openssl makes of time, delivery and body', () => {
  // printf '%s' '1764000000.0197.{"event":"TEST"}' | openssl dgst -sha256 -hmac 0123456789abcdef
  const signed = { delivery: '0197', sentAt: new Date(1_764_000_000_999), body: '{"event":"TEST"}' }
  assert.equal(
    signatureOf('0123456789abcdef', signed),
    't=1764000000,v1=dc15225cc45e175e8c3ab7a9e52827fe367398d26d57e673b8a175cba9e025fe',
  )
})
