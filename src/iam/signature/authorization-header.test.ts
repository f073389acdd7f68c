import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseAuthorization } from './authorization-header.ts'

const signature = 'a'.repeat(64)
const plain = `SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=${signature}`
const authorization = {
  algorithm: 'SDK-HMAC-SHA256',
  accessKey: 'AK',
  signedHeaders: ['host', 'x-sdk-date'],
  signature,
}

const kindOf = (header: string | readonly string[] | undefined): string => {
  const parsed = parseAuthorization(header)
  return parsed.ok ? 'ok' : parsed.reason.kind
}

void describe('the Authorization header', () => {
  void test('is read as clients send it', () => {
    for (const header of [
      plain,
      plain.replaceAll(', ', ','),
      plain.replaceAll(', ', '  ,\t'),
      ` ${plain} `,
      plain.replace('256 ', '256   '),
      plain.replaceAll('=', ' = '),
      plain.replace(';', '; '),
      `SDK-HMAC-SHA256 Signature=${signature},SignedHeaders=host;x-sdk-date,Access=AK`,
    ])
      assert.deepEqual(parseAuthorization(header), { ok: true, authorization }, header)
  })

  void test('gives the scope of a derived key', () => {
    const parsed = parseAuthorization(
      `V11-HMAC-SHA256 Credential=AK/20261124/cn-north-4/workspace, SignedHeaders=x-sdk-date, Signature=${signature}`,
    )
    assert.ok(parsed.ok)
    assert.equal(parsed.authorization.accessKey, 'AK')
    assert.deepEqual(parsed.authorization.scope, {
      day: '20261124',
      region: 'cn-north-4',
      service: 'workspace',
      text: '20261124/cn-north-4/workspace',
    })
  })

  void test('keeps the order and spelling of the names, which are signed so', () => {
    const parsed = parseAuthorization(plain.replace('host;x-sdk-date', 'X-Sdk-Date;Host'))
    assert.ok(parsed.ok)
    assert.deepEqual(parsed.authorization.signedHeaders, ['X-Sdk-Date', 'Host'])
  })

  void test('is absent, repeated or of another scheme', () => {
    assert.equal(kindOf(undefined), 'absent')
    assert.equal(kindOf([plain, plain]), 'malformed')
    assert.equal(kindOf('Bearer abc'), 'algorithm-unknown')
    assert.equal(kindOf('constructor Access=AK'), 'algorithm-unknown')
    assert.equal(kindOf(''), 'algorithm-unknown')
    assert.equal(kindOf(plain.toLowerCase()), 'algorithm-unknown')
  })

  void test('does not repeat what may be a token', () => {
    const parsed = parseAuthorization('x'.repeat(100))
    assert.deepEqual(parsed, { ok: false, reason: { kind: 'algorithm-unknown', algorithm: '' } })
  })

  void test('is refused where it could be read in two ways or holds nonsense', () => {
    for (const header of [
      'SDK-HMAC-SHA256',
      plain.replace('Access=AK, ', ''),
      plain.replace('Access=AK', 'Access='),
      plain.replace('Access=AK', 'Access=A K'),
      plain.replace('Access=AK', 'Access=AK, Access=AK2'),
      plain.replace('Access=AK', 'access=AK'),
      plain.replace('Access=AK', 'Credential=AK/20261124/r/s'),
      `${plain}, More=x`,
      `${plain},`,
      plain.replace(signature, signature.toUpperCase()),
      plain.replace(signature, signature.slice(1)),
      plain.replace(signature, `${signature}0`),
      plain.replace('host;', 'host;host;'),
      plain.replace('host;', 'host;Host;'),
      plain.replace('host;', ';'),
      plain.replace('host;', 'ho st;'),
      plain.replace('host;', 'host:;'),
      plain.replace('SignedHeaders=host;x-sdk-date', 'SignedHeaders='),
      plain.replace('SDK-HMAC-SHA256', 'V11-HMAC-SHA256'),
      plain.replace('SDK-HMAC-SHA256 Access=AK', 'V11-HMAC-SHA256 Credential=AK/20261124/r'),
      plain.replace('SDK-HMAC-SHA256 Access=AK', 'V11-HMAC-SHA256 Credential=AK/20261124/r/s/t'),
      plain.replace('SDK-HMAC-SHA256 Access=AK', 'V11-HMAC-SHA256 Credential=/20261124/r/s'),
    ])
      assert.equal(kindOf(header), 'malformed', header)
  })

  void test('is capped in length, in names and in time', () => {
    const names = (count: number): string =>
      plain.replace('host', Array.from({ length: count }, (_, index) => `x-${index}`).join(';'))
    assert.equal(kindOf(names(63)), 'ok')
    assert.equal(kindOf(names(64)), 'malformed')
    assert.equal(kindOf(plain.replace('AK', 'A'.repeat(257))), 'malformed')
    assert.equal(kindOf(plain.replace(' ', ' '.repeat(8192))), 'malformed')
    const start = performance.now()
    for (const filler of [' ', ',', '=', ';', 'A', 'Access=', 'a;', ' ,', '\t='])
      for (let round = 0; round < 100; round++)
        parseAuthorization(`SDK-HMAC-SHA256 SignedHeaders=${filler.repeat(8000 / filler.length)}`)
    // 900 headers of 8 kB; a quadratic reader takes minutes.
    assert.ok(performance.now() - start < 2000)
  })
})
