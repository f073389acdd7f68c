import assert from 'node:assert/strict'
import { scryptSync } from 'node:crypto'
import { test } from 'node:test'

import { hashPassword, passwordMatches } from './password.ts'

// A try costs 0.3 s, so there are few.
test('a password matches its own hash, whose form names scheme, cost and salt', async () => {
  const stored = await hashPassword('密码 correct')
  assert.match(stored, /^scrypt\$131072\$[\w+/]{22}==\$[\w+/]{43}=$/)
  const [right, wrong] = await Promise.all([
    passwordMatches('密码 correct', stored),
    passwordMatches('密码 Correct', stored),
  ])
  assert.deepEqual([right, wrong], [true, false])
})

test('a hash of another cost is checked with its own', async () => {
  const salt = Buffer.from('salt')
  const hash = scryptSync('secret', salt, 32, { N: 1024, r: 8, p: 1 })
  const stored = ['scrypt', 1024, salt.toString('base64'), hash.toString('base64')].join('$')
  assert.equal(await passwordMatches('secret', stored), true)
  assert.equal(await passwordMatches('Secret', stored), false)
})

test('a hash that is cut or missing matches nothing, and costs the same work', async () => {
  assert.equal(await passwordMatches('', 'scrypt$1024$c2FsdA==$'), false)
  assert.equal(await passwordMatches('', 'scrypt$1024$c2FsdA==$AAAA'), false)
  const began = performance.now()
  assert.equal(await passwordMatches('', null), false)
  const without = performance.now() - began
  // A thousandth of the work would be done in a millisecond.
  assert.ok(without > 50, `${without} ms`)
})
