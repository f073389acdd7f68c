import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalPaths } from './canonical-path.ts'

void test('a path without escapes has one canonical form, which ends in a slash', () => {
  assert.deepEqual(canonicalPaths('/v3/abc/users'), ['/v3/abc/users/'])
  assert.deepEqual(canonicalPaths('/v3/'), ['/v3/'])
  assert.deepEqual(canonicalPaths('/'), ['/'])
  assert.deepEqual(canonicalPaths('//a'), ['//a/'])
  assert.deepEqual(canonicalPaths("/a-b_c.d~e:f@g!h'"), ['/a-b_c.d~e%3Af%40g%21h%27/'])
})

void test('a path with escapes has those of the quirks too, the documented one first', () => {
  assert.deepEqual(canonicalPaths('/a%20b'), ['/a%20b/', '/a%2520b/'])
  assert.deepEqual(canonicalPaths('/%7e%e7%94%a8'), [
    '/~%E7%94%A8/',
    '/%257e%E7%94%A8/',
    '/%257e%25e7%2594%25a8/',
  ])
  assert.deepEqual(canonicalPaths('/a%2fb'), ['/a%2Fb/', '/a%252fb/', '/a/b/'])
})

void test('a stray percent sign stands for itself', () => {
  assert.deepEqual(canonicalPaths('/100%'), ['/100%25/'])
  assert.deepEqual(canonicalPaths('/%zz%4'), ['/%25zz%254/'])
})
