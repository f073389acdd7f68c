import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { bytesOf } from './percent-encoding.ts'
import { signRequest } from './sign.ts'
import { planSigning } from './signing-plan.ts'

const credentials = { accessKey: 'AK', secretKey: 'SK', securityToken: 'T==' }
const options = { date: new Date('2026-11-24T01:02:03Z') }
const request = {
  method: 'post',
  url: 'http://h.test:8443/v3/用户?名=值',
  headers: {
    'Content-Type': 'application/json',
    Accept: '*/*',
    Authorization: 'old',
    'X-Language': undefined,
  },
  body: '{"名":"值"}',
}

const hex = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('hex')
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

void describe('signing', () => {
  void test('gives the headers to send', () => {
    const { authorization, ...headers } = signRequest(request, credentials, options)
    assert.deepEqual(headers, {
      'content-type': 'application/json',
      accept: '*/*',
      'x-sdk-date': '20261124T010203Z',
      'x-security-token': 'T==',
    })
    assert.match(
      authorization ?? '',
      /^SDK-HMAC-SHA256 Access=AK, SignedHeaders=content-type;host;x-sdk-date;x-security-token, Signature=[0-9a-f]{64}$/,
    )
  })

  void test('refuses headers that cannot be sent', () => {
    for (const value of ['中', 'a\nb'])
      assert.throws(
        () => signRequest({ ...request, headers: { 'x-a': value } }, credentials, options),
        TypeError,
      )
    assert.throws(() => signRequest(request, credentials, { ...options, signedHeaders: ['x-no'] }), TypeError)
  })

  void test('refuses keys and scopes that would be read otherwise', () => {
    const v11 = { ...options, algorithm: 'V11-HMAC-SHA256' } as const
    for (const scope of [{ region: 'a b' }, { region: 'a,b' }, { service: 'a/b' }])
      assert.throws(() => signRequest(request, credentials, { ...v11, ...scope }), TypeError)
    assert.throws(() => signRequest(request, { ...credentials, accessKey: '' }, options), TypeError)
  })

  void test('goes with Web Crypto, as in a browser', async () => {
    const { subtle } = globalThis.crypto
    const plan = planSigning(request, credentials, options)
    const bodyHash = hex(await subtle.digest('SHA-256', plan.body))
    const requestHash = hex(await subtle.digest('SHA-256', bytesOf(plan.canonicalRequest(bodyHash))))
    const key = await subtle.importKey(
      'raw',
      encode(credentials.secretKey),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const signature = hex(await subtle.sign('HMAC', key, encode(plan.stringToSign(requestHash))))
    assert.equal(plan.authorization(signature), signRequest(request, credentials, options)['authorization'])
  })

  void test('imports nothing of Node in what a browser needs', async () => {
    const forNode = new Set(['digests.ts', 'sign.ts', 'verify.ts'])
    const names = (await readdir(import.meta.dirname)).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !forNode.has(name),
    )
    assert.ok(names.includes('signing-plan.ts'))
    for (const name of names) {
      const source = await readFile(new URL(name, import.meta.url), 'utf8')
      assert.doesNotMatch(source, /from 'node:|\bBuffer\b|\bprocess\b|\.\/(?:digests|sign|verify)\.ts/, name)
    }
  })
})
