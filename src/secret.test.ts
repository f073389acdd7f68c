import assert from 'node:assert/strict'
import { test } from 'node:test'

import { newSecretKey } from './iam/access-key.ts'
import { newSecret } from './secret.ts'

// One in 64 texts of base64url begins with "-", which a command line takes for an option:
// `openstack token revoke -Ir6C…` asked for a token it had been given.
void test('no secret looks like an option of a command line', () => {
  for (let i = 0; i < 5_000; i += 1) {
    assert.match(newSecret(32), /^[A-Za-z0-9_][A-Za-z0-9_-]{42}$/)
    assert.match(newSecretKey(), /^[A-Za-z0-9_][A-Za-z0-9_-]{39}$/)
  }
})

void test('secrets differ', () => {
  assert.equal(new Set(Array.from({ length: 1_000 }, () => newSecret(32))).size, 1_000)
})
