import * as fc from 'fast-check'
import type { Algorithm } from '../../src/iam/signature/algorithms.ts'
import { signRequest } from '../../src/iam/signature/sign.ts'
import type { ReceivedRequest } from '../../src/iam/signature/verify.ts'

/** Requests drawn at random for the property tests, signed by our signer and seen as a server sees them. */

export const credentials = {
  accessKey: 'EXAMPLEACCESSKEY0001',
  secretKey: 'ExampleSecretKey 中文 0123456789',
}
export const date = new Date('2026-11-24T01:02:03Z')

// Any code point but lone surrogates, which have no UTF-8.
const text = fc.string({ unit: 'binary', maxLength: 6 })
// URL parsers take dot segments out of a path.
const segment = text.filter((value) => !/^\.{1,2}$/.test(value)).map(encodeURIComponent)

const pairs = fc.array(fc.tuple(fc.oneof(text, fc.constantFrom('a', 'a~', 'ids')), text), { maxLength: 5 })

const target = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), pairs, fc.boolean())
  .map(([segments, query, bare]) => {
    const path = `/v3/${segments.join('/')}`
    const pieces = query.map(([name, value]) =>
      bare && value === ''
        ? encodeURIComponent(name)
        : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    )
    return pieces.length === 0 ? path : `${path}?${pieces.join('&')}`
  })

// What a header line can hold; blanks around it are cut by HTTP parsers.
const headerText = fc
  .string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 12,
  })
  .map((value) => value.replaceAll(/\x7f|[\x80-\x9f]/g, '').replaceAll(/^[ ]+|[ ]+$/g, ''))

export type Drawn = { readonly algorithm: Algorithm; readonly received: ReceivedRequest }

export const signedRequests: fc.Arbitrary<Drawn> = fc
  .record({
    algorithm: fc.constantFrom<Algorithm>('SDK-HMAC-SHA256', 'V11-HMAC-SHA256', 'SDK-HMAC-SM3'),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    target,
    extra: headerText,
    body: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ algorithm, method, target: rawTarget, extra, body }) => {
    const url = new URL(`http://workspace.example.test${rawTarget}`)
    const headers = signRequest(
      {
        method,
        url,
        headers: { 'Content-Type': 'application/json', 'X-Project-Id': '0123456789abcdef', 'X-Extra': extra },
        body,
      },
      credentials,
      { algorithm, date, region: 'cn-north-4', service: 'workspace' },
    )
    return {
      algorithm,
      received: {
        method,
        rawTarget: url.pathname + url.search,
        headers: { ...headers, host: url.host },
        body,
      },
    }
  })
