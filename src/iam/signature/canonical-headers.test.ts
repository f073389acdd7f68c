import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalHeaders, headerValue } from './canonical-headers.ts'

void test('headers are written in the order of the names, lower-cased and trimmed', () => {
  assert.deepEqual(canonicalHeaders({ host: ' h ', 'x-a': 'b  c\t' }, ['X-A', 'host']), {
    ok: true,
    lines: 'x-a:b  c\nhost:h\n',
  })
})

void test('repeated values are joined, empty ones kept', () => {
  assert.equal(headerValue({ 'x-a': [' 1', '2 '] }, 'x-a'), '1, 2')
  assert.equal(headerValue({ 'x-a': '' }, 'x-a'), '')
})

void test('a byte that looks like a blank to Unicode stays', () => {
  const value = Buffer.from('voilà').toString('latin1')
  assert.ok(value.endsWith('\u00a0'))
  assert.equal(headerValue({ 'x-a': value }, 'x-a'), value)
})

void test('HTTP/2 has :authority for host', () => {
  assert.equal(headerValue({ ':authority': 'h' }, 'host'), 'h')
  assert.equal(headerValue({ ':authority': 'h', host: 'i' }, 'host'), 'i')
})

void test('what is absent, inherited or impossible is told', () => {
  assert.deepEqual(canonicalHeaders({}, ['x-a']), { ok: false, problem: 'absent', name: 'x-a' })
  assert.deepEqual(canonicalHeaders({}, ['constructor']), {
    ok: false,
    problem: 'absent',
    name: 'constructor',
  })
  for (const value of ['1\nx-b:2', '1\r', '\0', '中'])
    assert.deepEqual(canonicalHeaders({ 'x-a': value }, ['x-a']), {
      ok: false,
      problem: 'impossible',
      name: 'x-a',
    })
})
