import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isAlgorithm } from '../../src/iam/signature/algorithms.ts'
import { parseAuthorization } from '../../src/iam/signature/authorization-header.ts'
import { parseSdkDate } from '../../src/iam/signature/clock.ts'
import { signRequest } from '../../src/iam/signature/sign.ts'
import { verifySignature } from '../../src/iam/signature/verify.ts'
import file from './vectors.json' with { type: 'json' }

const { vectors, negative_vectors, clock_skew_vectors } = file

type Sent = {
  readonly method: string
  readonly path_on_wire: string
  readonly query_on_wire: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  readonly sk: string
}
type Vector = Sent & { readonly authorization: string }

function verdict(vector: Vector, change: Partial<Sent> = {}) {
  const sent = { ...vector, ...change }
  const now = parseSdkDate(vector.headers['x-sdk-date'] ?? '')
  assert.ok(now)
  return verifySignature(
    {
      method: sent.method,
      rawTarget: sent.query_on_wire === '' ? sent.path_on_wire : `${sent.path_on_wire}?${sent.query_on_wire}`,
      headers: { ...sent.headers, authorization: vector.authorization },
      body: Buffer.from(sent.body),
    },
    sent.sk,
    now,
  )
}

void describe('known answers', () => {
  for (const vector of vectors) {
    void test(`${vector.id} verifies`, () => {
      const result = verdict(vector)
      assert.ok(result.ok)
      assert.equal(result.accessKey, vector.ak)
      assert.equal(result.signature, vector.expected.signature)
      assert.deepEqual([...result.signedHeaders], vector.signed_headers.split(';'))
    })

    void test(`${vector.id} tells its canonical request when the key is wrong`, () => {
      assert.deepEqual(verdict(vector, { sk: 'wrong' }), {
        ok: false,
        reason: {
          kind: 'signature',
          accessKey: vector.ak,
          canonicalRequest: vector.expected.canonical_request.replaceAll('\n', '|'),
        },
      })
    })

    void test(`${vector.id} is what our signer makes`, () => {
      const date = parseSdkDate(vector.headers['x-sdk-date'] ?? '')
      assert.ok(date && isAlgorithm(vector.algorithm))
      const [, region = '', service = ''] = vector.credential_scope?.split('/') ?? []
      const headers = signRequest(
        {
          method: vector.method,
          url: `http://${vector.headers['host']}${vector.path_on_wire}?${vector.query_on_wire}`,
          headers: vector.headers,
          body: vector.body,
        },
        { accessKey: vector.ak, secretKey: vector.sk },
        {
          algorithm: vector.algorithm,
          date,
          region,
          service,
          signedHeaders: vector.signed_headers.split(';'),
        },
      )
      assert.equal(headers['authorization'], vector.authorization)
    })

    void test(`${vector.id} reads as what it claims`, () => {
      const parsed = parseAuthorization(vector.authorization)
      assert.ok(parsed.ok)
      assert.equal(parsed.authorization.algorithm, vector.algorithm)
      assert.equal(parsed.authorization.accessKey, vector.ak)
      assert.equal(parsed.authorization.scope?.text, vector.credential_scope)
    })
  }
})

void describe('what must not verify', () => {
  for (const { id, from, change, must_verify } of negative_vectors)
    void test(id, () => {
      const vector = vectors.find((candidate) => candidate.id === from)
      assert.ok(vector)
      assert.equal(verdict(vector, change).ok, must_verify)
    })
})

void describe('clock', () => {
  for (const { now, x_sdk_date, accept } of clock_skew_vectors)
    void test(`${x_sdk_date} at ${now}: ${accept ? 'accepted' : 'refused'}`, () => {
      const date = parseSdkDate(x_sdk_date)
      assert.ok(date)
      const headers = signRequest(
        { method: 'GET', url: 'http://workspace.example.test/v3/projects' },
        { accessKey: 'AK', secretKey: 'SK' },
        { date },
      )
      const result = verifySignature(
        {
          method: 'GET',
          rawTarget: '/v3/projects',
          headers: { ...headers, host: 'workspace.example.test' },
          body: new Uint8Array(),
        },
        'SK',
        new Date(now),
      )
      assert.equal(result.ok, accept)
      if (!result.ok)
        assert.deepEqual(result.reason, {
          kind: 'expired',
          signatureTime: x_sdk_date,
          serverTime: now.replaceAll(/[-:]/g, ''),
        })
    })
})
