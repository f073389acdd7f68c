import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { type ReceivedRequest, verifySignature } from '../../src/iam/signature/verify.ts'

// How the Python, Go and Java SDKs and the Terraform provider sign, each after its own fashion, and what they send.

const secretKey = 'ExampleSecretKeyForTestVectors0123456789'
const now = new Date('2026-11-24T01:02:03Z')
const base = { host: 'workspace.example.test', 'x-sdk-date': '20261124T010203Z' }

type Parameter = readonly [name: string, value: string]
type Client = {
  /** Raw path with the identifiers filled in as the SDK does it, and what is on the wire. */
  readonly path: (segments: readonly string[]) => { readonly wire: string; readonly signed: string }
  readonly query: (parameters: readonly Parameter[]) => { readonly wire: string; readonly signed: string }
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const quote = (value: string): string =>
  encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
const quotePath = (path: string): string => path.split('/').map(quote).join('/')
// net/url leaves these as they are in a path.
const goEscapePath = (path: string): string =>
  quotePath(path).replaceAll(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent)
const pairs = (parameters: readonly Parameter[]): string =>
  parameters.map(([name, value]) => `${quote(name)}=${quote(value)}`).join('&')

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
const byBytes = (a: Parameter, b: Parameter): number => compareBytes(a[0], b[0]) || compareBytes(a[1], b[1])
const byQuotedName = (a: Parameter, b: Parameter): number => compareBytes(quote(a[0]), quote(b[0]))

const clients: Readonly<Record<string, Client>> = {
  // Encodes each identifier, then signs the path decoded as a whole.
  Python: {
    path: (segments) => {
      const wire = `/v3/${segments.map(quote).join('/')}`
      return { wire, signed: quotePath(decodeURIComponent(wire)) }
    },
    query: (parameters) => ({
      wire: pairs(parameters.toSorted(byBytes)),
      signed: pairs(parameters.toSorted(byBytes)),
    }),
    headers: { ...base, 'content-type': 'application/json', 'user-agent': 'huaweicloud-usdk-python/3.0' },
    body: '{"description": "\\u4e2d"}',
  },
  // Fills identifiers in as they are; sends bare names for empty values; ends JSON with a newline; signs neither host nor content-type.
  Go: {
    path: (segments) => {
      const path = `/v3/${segments.join('/')}`
      return { wire: goEscapePath(path), signed: quotePath(path) }
    },
    query: (parameters) => ({
      wire: pairs(parameters.toSorted((a, b) => compareBytes(a[0], b[0])))
        .replaceAll(/^=+|=+$/g, '')
        .replaceAll('=&', '&'),
      signed: pairs(parameters.toSorted(byBytes)),
    }),
    headers: { 'user-agent': 'huaweicloud-usdk-go/3.0', 'x-sdk-date': base['x-sdk-date'] },
    body: '{"description":"中"}\n',
  },
  // Encodes the encoded path again; sorts encoded names only.
  Java: {
    path: (segments) => {
      const wire = `/v3/${segments.map(quote).join('/')}`
      return { wire, signed: quotePath(wire) }
    },
    query: (parameters) => ({ wire: pairs(parameters), signed: pairs(parameters.toSorted(byQuotedName)) }),
    headers: base,
    body: '{"description":"中"}',
  },
  // Signs the decoded path of a URL and whatever headers there are but content-type.
  Terraform: {
    path: (segments) => {
      const path = `/v3/${segments.join('/')}`
      return { wire: quotePath(path), signed: quotePath(path) }
    },
    query: (parameters) => ({
      wire: pairs(parameters.toSorted(byBytes)),
      signed: pairs(parameters.toSorted(byBytes)),
    }),
    headers: {
      accept: 'application/json',
      'user-agent': 'terraform',
      'x-sdk-date': base['x-sdk-date'],
      'x-language': 'en',
    },
    body: '{"description":"中"}',
  },
}

function send(
  client: Client,
  method: string,
  segments: readonly string[],
  parameters: readonly Parameter[],
  change: {
    readonly headers?: Readonly<Record<string, string>>
    readonly bodyHash?: string
    readonly body?: string
  } = {},
): ReceivedRequest {
  const path = client.path(segments)
  const query = client.query(parameters)
  const headers: Readonly<Record<string, string>> = { ...client.headers, ...change.headers }
  const body = change.body ?? client.body
  const names = Object.keys(headers).toSorted()
  const canonical = [
    method,
    path.signed.endsWith('/') ? path.signed : `${path.signed}/`,
    query.signed,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    change.bodyHash ?? createHash('sha256').update(body).digest('hex'),
  ].join('\n')
  const text = `SDK-HMAC-SHA256\n${headers['x-sdk-date']}\n${createHash('sha256').update(canonical).digest('hex')}`
  const signature = createHmac('sha256', secretKey).update(text).digest('hex')
  return {
    method,
    rawTarget: query.wire === '' ? path.wire : `${path.wire}?${query.wire}`,
    headers: {
      ...base,
      'content-type': 'application/json',
      ...headers,
      authorization: `SDK-HMAC-SHA256 Access=AK, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
    body: Buffer.from(body),
  }
}

const text = fc.string({ unit: 'binary', maxLength: 6 })
const names = fc.oneof(text, fc.constantFrom('a', 'a~', 'A', 'ids', '🙂', '，')).filter((name) => name !== '')
const parameters = fc.array(fc.tuple(names, text), { maxLength: 6 })
const segments = fc.array(
  text.filter((value) => value !== '' && !/^\.{1,2}$/.test(value)),
  { minLength: 1, maxLength: 3 },
)

for (const [name, client] of Object.entries(clients))
  void describe(`signed as ${name} does`, () => {
    void test('any path and query verifies', () => {
      fc.assert(
        fc.property(segments, parameters, (drawnSegments, drawnParameters) => {
          const request = send(client, 'POST', drawnSegments, drawnParameters)
          const verdict = verifySignature(request, secretKey, now)
          assert.ok(verdict.ok, JSON.stringify({ target: request.rawTarget, verdict }))
        }),
        { numRuns: 1000 },
      )
    })

    void test('a path with %2F verifies', () => {
      assert.ok(verifySignature(send(client, 'GET', ['a%2Fb', 'c/d'], []), secretKey, now).ok)
    })

    void test('an upload verifies without a hash of its body', () => {
      const headers = {
        'content-type': 'multipart/form-data; boundary=x',
        'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD',
      }
      const request = send(client, 'POST', ['files'], [], { headers, bodyHash: 'UNSIGNED-PAYLOAD' })
      assert.ok(verifySignature(request, secretKey, now).ok)
    })
  })

void test('Python states UNSIGNED-PAYLOAD and signs the hash of nothing where there is no body', () => {
  const headers = { 'content-type': 'text/plain', 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }
  const python = clients['Python']
  assert.ok(python)
  const request = send(python, 'GET', ['files'], [], { headers, body: '' })
  assert.ok(verifySignature(request, secretKey, now).ok)
  assert.ok(!verifySignature({ ...request, body: Buffer.from('x') }, secretKey, now).ok)
})
