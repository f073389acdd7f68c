import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { SignatureRefusal } from './refusal.ts'
import { signRequest } from './sign.ts'
import type { SigningOptions } from './signing-plan.ts'
import { type ReceivedRequest, dummySecretKey, verifySignature } from './verify.ts'

const date = new Date('2026-11-24T01:02:03Z')
const bodyHash = hash('sha256', '{"language":"en_US"}')
const credentials = { accessKey: 'AK', secretKey: 'SK' }

function send(headers: Record<string, string> = {}, options: Partial<SigningOptions> = {}): ReceivedRequest {
  const body = Buffer.from('{"language":"en_US"}')
  const signed = signRequest(
    { method: 'POST', url: 'http://h.test/v3/p/users/export', headers, body },
    credentials,
    { date, region: 'r', service: 's', ...options },
  )
  return { method: 'POST', rawTarget: '/v3/p/users/export', headers: { ...signed, host: 'h.test' }, body }
}

function refusal(request: ReceivedRequest, secretKey = 'SK', now = date): SignatureRefusal | undefined {
  const verdict = verifySignature(request, secretKey, now)
  return verdict.ok ? undefined : verdict.reason
}

const withHeaders = (request: ReceivedRequest, headers: ReceivedRequest['headers']): ReceivedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
})

void describe('a verdict', () => {
  void test('tells what a good signature vouches for', () => {
    const request = send({ 'content-type': 'application/json', 'x-project-id': 'p' })
    const verdict = verifySignature(request, 'SK', date)
    assert.ok(verdict.ok)
    assert.equal(verdict.algorithm, 'SDK-HMAC-SHA256')
    assert.equal(verdict.accessKey, 'AK')
    assert.deepEqual(verdict.signedAt, date)
    assert.match(verdict.signature, /^[0-9a-f]{64}$/)
    assert.deepEqual(verdict.signedHeaders, new Set(['content-type', 'host', 'x-project-id', 'x-sdk-date']))
  })

  void test('does not depend on headers that are not signed', () => {
    const request = withHeaders(send(), { 'x-project-id': 'other' })
    const verdict = verifySignature(request, 'SK', date)
    assert.ok(verdict.ok && !verdict.signedHeaders.has('x-project-id'))
  })

  void test('needs x-sdk-date alone among the signed headers', () => {
    assert.equal(refusal(send({}, { signedHeaders: ['x-sdk-date'] })), undefined)
    assert.deepEqual(refusal(send({}, { signedHeaders: ['host'] })), { kind: 'date-not-signed' })
  })

  void test('takes names in any order and case as listed', () => {
    assert.equal(refusal(send({ 'x-a': '1' }, { signedHeaders: ['X-Sdk-Date', 'x-a', 'Host'] })), undefined)
  })

  void test('tells a wrong signature with the canonical request, for a known and an unknown AK alike', () => {
    const told = {
      kind: 'signature',
      accessKey: 'AK',
      canonicalRequest: `POST|/v3/p/users/export/||host:h.test|x-sdk-date:20261124T010203Z||host;x-sdk-date|${bodyHash}`,
    }
    assert.deepEqual(refusal(send(), 'wrong'), told)
    assert.deepEqual(refusal(send(), dummySecretKey), told)
  })

  void test('tells a clock that is off, before the signature', () => {
    const now = new Date('2026-11-24T01:17:04.500Z')
    assert.deepEqual(refusal(send(), 'wrong', now), {
      kind: 'expired',
      signatureTime: '20261124T010203Z',
      serverTime: '20261124T011704Z',
    })
  })

  void test('tells a date that is absent, repeated or none', () => {
    assert.deepEqual(refusal(withHeaders(send(), { 'x-sdk-date': undefined })), {
      kind: 'signed-header-absent',
      name: 'x-sdk-date',
    })
    assert.deepEqual(
      refusal(withHeaders(send(), { 'x-sdk-date': ['20261124T010203Z', '20261124T010203Z'] })),
      {
        kind: 'date-malformed',
        date: '20261124T010203Z, 20261124T010203Z',
      },
    )
    assert.equal(refusal(withHeaders(send(), { 'x-sdk-date': 'today' }))?.kind, 'date-malformed')
  })

  void test('tells a scope of another day', () => {
    const request = send({}, { algorithm: 'V11-HMAC-SHA256' })
    assert.equal(refusal(request), undefined)
    const { authorization } = request.headers
    assert.ok(typeof authorization === 'string')
    assert.deepEqual(
      refusal(withHeaders(request, { authorization: authorization.replace('/20261124/', '/20261123/') })),
      { kind: 'scope-day', scopeDay: '20261123', signatureTime: '20261124T010203Z' },
    )
  })

  void test('takes any region and service, as signed', () => {
    for (const [region, service] of [
      ['', ''],
      ['undefined', '*'],
    ] as const)
      assert.equal(refusal(send({}, { algorithm: 'V11-HMAC-SHA256', region, service })), undefined)
  })

  void test('tells a stated hash that the body has not, and an unsigned JSON body', () => {
    assert.equal(refusal(send({ 'x-sdk-content-sha256': 'ab' }))?.kind, 'content-hash')
    assert.equal(
      refusal(send({ 'content-type': 'application/json', 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }))?.kind,
      'unsigned-json',
    )
    assert.equal(refusal(send({ 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }))?.kind, 'unsigned-json')
    const upload = send({ 'content-type': 'text/plain', 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' })
    assert.equal(refusal(upload), undefined)
    assert.equal(
      refusal(withHeaders(upload, { 'x-sdk-content-sha256': undefined }))?.kind,
      'signed-header-absent',
    )
  })

  void test('goes by X-Sdk-Content-Sm3 for SM3', () => {
    const sm3 = { algorithm: 'SDK-HMAC-SM3' } as const
    const upload = { 'content-type': 'text/plain', 'x-sdk-content-sm3': 'UNSIGNED-PAYLOAD' }
    assert.equal(refusal(send(upload, sm3)), undefined)
    assert.equal(refusal(send({ ...upload, 'content-type': 'text/json' }, sm3))?.kind, 'unsigned-json')
    assert.equal(refusal(send({ 'x-sdk-content-sm3': 'ab' }, sm3))?.kind, 'content-hash')
  })

  void test('refuses targets that routers read otherwise', () => {
    for (const rawTarget of [
      '/v3/p/users/export#x',
      'http://h.test/v3/p/users/export',
      '*',
      '',
      '/a b',
      '/中',
      '/a\n',
    ])
      assert.equal(refusal({ ...send(), rawTarget })?.kind, 'malformed', rawTarget)
  })

  void test('takes no header from a prototype', () => {
    const headers: ReceivedRequest['headers'] = Object.create(send().headers)
    assert.deepEqual(refusal({ ...send(), headers }), { kind: 'absent' })
  })
})
