import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { type ReceivedRequest, dummySecretKey, verifySignature } from '../../src/iam/signature/verify.ts'
import { credentials, date, signedRequests } from './signature-requests.ts'

const isGood = (request: ReceivedRequest, secretKey = credentials.secretKey): boolean =>
  verifySignature(request, secretKey, date).ok

const runs = { numRuns: 2000 }

/** A byte put in the place of another, put in before it, or taken out. */
type Edit = { readonly kind: 'replace' | 'insert' | 'remove'; readonly at: number; readonly byte: number }

const edits: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'remove'),
  at: fc.nat({ max: 10_000 }),
  // Half of them bytes that mean something in a URL.
  byte: fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(...Buffer.from('/?&=%+.#;0123456789ABCDEFabcdef')),
  ),
})

function edit(bytes: Uint8Array, { kind, at, byte }: Edit): Buffer {
  const place = at % (bytes.length + (kind === 'insert' ? 1 : 0) || 1)
  return Buffer.concat([
    bytes.subarray(0, place),
    kind === 'remove' ? Buffer.alloc(0) : Buffer.of(byte),
    bytes.subarray(kind === 'insert' ? place : place + 1),
  ])
}

const editText = (value: string, change: Edit): string =>
  edit(Buffer.from(value, 'latin1'), change).toString('latin1')

/**
 * What a target means, after what canonicalisation allows: escapes in either case or where none is needed, `%2F` for
 * `/` (Python, Terraform), a slash at the end, `+` for a space, the order of parameters, empty pieces, `=` after a bare name.
 */
function meaning(target: string): string {
  const mark = target.indexOf('?')
  const path = unescape(mark < 0 ? target : target.slice(0, mark)).replace(/\/$/, '')
  const parameters = (mark < 0 ? '' : target.slice(mark + 1))
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const equals = piece.indexOf('=')
      const name = equals < 0 ? piece : piece.slice(0, equals)
      const value = equals < 0 ? '' : piece.slice(equals + 1)
      return JSON.stringify([name, value].map((part) => unescape(part.replaceAll('+', ' '))))
    })
  return JSON.stringify([path, parameters.toSorted()])
}

const unescape = (value: string): string =>
  value.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )

void describe('signed requests at random', () => {
  void test('verify', () => {
    fc.assert(
      fc.property(signedRequests, ({ received }) => isGood(received)),
      runs,
    )
  })

  void test('do not verify with another key', () => {
    fc.assert(
      fc.property(
        signedRequests,
        ({ received }) => !isGood(received, 'other') && !isGood(received, dummySecretKey),
      ),
      runs,
    )
  })

  void test('do not verify with another method', () => {
    fc.assert(
      fc.property(signedRequests, edits, ({ received }, change) => {
        const method = editText(received.method, change)
        return method === received.method || !isGood({ ...received, method })
      }),
      runs,
    )
  })

  void test('do not verify with a target of another meaning', () => {
    let changed = 0
    fc.assert(
      fc.property(signedRequests, edits, ({ received }, change) => {
        const rawTarget = editText(received.rawTarget, change)
        if (meaning(rawTarget) === meaning(received.rawTarget)) return true
        changed++
        return !isGood({ ...received, rawTarget })
      }),
      { numRuns: 10_000 },
    )
    assert.ok(changed > 8000, `only ${changed} edits changed the meaning`)
  })

  void test('verify with a target of the same meaning', () => {
    fc.assert(
      fc.property(signedRequests, ({ received }) => {
        const [path = '', query] = received.rawTarget.split('?')
        const slashed = path.endsWith('/') ? path : `${path}/`
        const lowerCase = path.replaceAll(/%../g, (escape) => escape.toLowerCase())
        const escaped = path.replaceAll('v', '%76')
        const turned = query?.split('&').toReversed().join('&')
        return [slashed, lowerCase, escaped].every((same) =>
          isGood({ ...received, rawTarget: turned === undefined ? same : `${same}?&${turned}&` }),
        )
      }),
      runs,
    )
  })

  void test('do not verify with another value of a signed header', () => {
    fc.assert(
      fc.property(
        signedRequests,
        fc.constantFrom('content-type', 'host', 'x-sdk-date', 'x-project-id', 'x-extra'),
        edits,
        ({ received }, name, change) => {
          const value = received.headers[name]
          assert.ok(typeof value === 'string')
          const edited = editText(value, change)
          // HTTP parsers cut blanks at the ends, and so do signers.
          if (edited.replaceAll(/^[ \t]+|[ \t]+$/g, '') === value) return true
          return !isGood({ ...received, headers: { ...received.headers, [name]: edited } })
        },
      ),
      runs,
    )
  })

  void test('do not verify without a signed header', () => {
    fc.assert(
      fc.property(
        signedRequests,
        fc.constantFrom('content-type', 'host', 'x-sdk-date', 'x-project-id', 'x-extra'),
        ({ received }, name) => !isGood({ ...received, headers: { ...received.headers, [name]: undefined } }),
      ),
      runs,
    )
  })

  void test('do not verify with another body', () => {
    fc.assert(
      fc.property(signedRequests, edits, ({ received }, change) => {
        const held = received.body as Uint8Array
        const body = edit(held, change)
        return body.equals(held) || !isGood({ ...received, body })
      }),
      runs,
    )
  })

  void test('do not verify with another claim', () => {
    fc.assert(
      fc.property(signedRequests, edits, ({ received }, change) => {
        const value = received.headers['authorization']
        assert.ok(typeof value === 'string')
        const authorization = editText(value, change)
        const verdict = verifySignature(
          { ...received, headers: { ...received.headers, authorization } },
          credentials.secretKey,
          date,
        )
        // Blanks mean nothing. The AK is not signed but in V11: it chooses the key, which is another for another AK.
        return (
          !verdict.ok ||
          authorization.replaceAll(/\s/g, '') === value.replaceAll(/\s/g, '') ||
          (verdict.accessKey !== credentials.accessKey && verdict.algorithm !== 'V11-HMAC-SHA256')
        )
      }),
      { numRuns: 5000 },
    )
  })

  void test('do not verify under another algorithm', () => {
    fc.assert(
      fc.property(signedRequests, ({ algorithm, received }) => {
        const value = received.headers['authorization']
        assert.ok(typeof value === 'string')
        const other = algorithm === 'SDK-HMAC-SM3' ? 'SDK-HMAC-SHA256' : 'SDK-HMAC-SM3'
        const authorization = value.replace(algorithm, other).replace('Credential=', 'Access=')
        return !isGood({ ...received, headers: { ...received.headers, authorization } })
      }),
      runs,
    )
  })
})
