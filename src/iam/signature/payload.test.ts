import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonBody, payloadHashes } from './payload.ts'

const body = Buffer.from('{}')
const nothing = Buffer.alloc(0)

const of = (headers: Record<string, string>, bytes: Buffer = body): unknown =>
  payloadHashes(headers, bytes, 'x-sdk-content-sha256', 'ab')

void test('a JSON body is one that might be read as JSON', () => {
  for (const type of [
    'application/json',
    'Application/JSON; charset=utf-8',
    ' application/json\t;x',
    'application/problem+json',
    'text/json',
    'text/plain, application/json',
    '',
    ' ',
  ])
    assert.ok(isJsonBody({ 'content-type': type }, body), type)
  assert.ok(isJsonBody({}, body))
  assert.ok(isJsonBody({ 'content-type': ['text/plain', 'application/json'] }, body))
  assert.ok(!isJsonBody({ 'content-type': 'application/json' }, nothing))
  for (const type of ['multipart/form-data; boundary=json', 'text/plain', 'application/octet-stream'])
    assert.ok(!isJsonBody({ 'content-type': type }, body), type)
})

void test('the last line is the hash, unless the client states it', () => {
  const upload = { 'content-type': 'text/plain', 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }
  assert.deepEqual(of({}), { ok: true, hashes: ['ab'] })
  assert.deepEqual(of({ 'x-sdk-content-sm3': 'cd' }), { ok: true, hashes: ['ab'] })
  assert.deepEqual(of({ 'x-sdk-content-sha256': ' ab ' }), { ok: true, hashes: ['ab'] })
  assert.deepEqual(of({ 'x-sdk-content-sha256': 'AB' }), { ok: true, hashes: ['AB'] })
  assert.deepEqual(of(upload), { ok: true, hashes: ['UNSIGNED-PAYLOAD'] })
  assert.deepEqual(of(upload, nothing), { ok: true, hashes: ['UNSIGNED-PAYLOAD', 'ab'] })
  assert.deepEqual(of({ 'x-sdk-content-sha256': 'cd' }), {
    ok: false,
    reason: { kind: 'content-hash', stated: 'cd', actual: 'ab' },
  })
  assert.deepEqual(of({ 'x-sdk-content-sha256': 'unsigned-payload' }), {
    ok: false,
    reason: { kind: 'content-hash', stated: 'unsigned-payload', actual: 'ab' },
  })
  assert.deepEqual(of({ ...upload, 'content-type': 'application/json' }), {
    ok: false,
    reason: { kind: 'unsigned-json' },
  })
})
