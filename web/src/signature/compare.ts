import { algorithms } from '../../../src/iam/signature/algorithms.ts'
import { type Authorization, parseAuthorization } from '../../../src/iam/signature/authorization-header.ts'
import { canonicalHeaders } from '../../../src/iam/signature/canonical-headers.ts'
import { canonicalRequests, stringToSign } from '../../../src/iam/signature/canonical-request.ts'
import { parseSdkDate } from '../../../src/iam/signature/clock.ts'
import { canonicalHash, sha256Hex, signatureOf } from '../explorer/signed-request.ts'
import type { PastedRequest } from './read-request.ts'

/** Why a request cannot be checked at all. */
export type Fault =
  | { readonly kind: 'no-authorization' }
  | { readonly kind: 'no-date' }
  | { readonly kind: 'not-signed'; readonly name: string }

/** What the server makes of a request. */
export interface Expectation {
  readonly authorization: Authorization
  /** The canonical requests that it accepts, the documented one first. */
  readonly accepted: readonly string[]
  readonly date: Date
  readonly stringsToSign: readonly string[]
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
/** Text as the string of bytes that HTTP carries. */
const onTheWire = (text: string) => String.fromCharCode(...bytesOf(text))

/** The canonical request that the server expects a request to have been signed by (contract, iam.md section 1). */
export function expectationOf(request: PastedRequest): Expectation | Fault {
  const parsed = parseAuthorization(request.headers['authorization'])
  if (!parsed.ok) return { kind: 'no-authorization' }
  const { authorization } = parsed
  const sdkDate = request.headers['x-sdk-date'] ?? ''
  const date = parseSdkDate(sdkDate)
  const names = authorization.signedHeaders
  if (date === undefined || date === null || !names.some((name) => name.toLowerCase() === 'x-sdk-date'))
    return { kind: 'no-date' }
  const lines = canonicalHeaders(request.headers, names)
  if (!lines.ok) return { kind: 'not-signed', name: lines.name }
  const stated = request.headers[algorithms[authorization.algorithm].contentHeader]
  const accepted = [
    ...canonicalRequests({
      method: request.method,
      rawTarget: onTheWire(request.target),
      headerLines: lines.lines,
      signedHeaders: names,
      bodyHashes: [stated ?? sha256Hex(bytesOf(request.body))],
    }),
  ]
  const { algorithm, scope } = authorization
  const scopeText = scope === undefined ? undefined : `${scope.day}/${scope.region}/${scope.service}`
  const stringsToSign = accepted.map((canonical) =>
    stringToSign(algorithm, sdkDate, scopeText, canonicalHash(canonical)),
  )
  return { authorization, accepted, date, stringsToSign }
}

/** Whether a secret key gives the signature that a request has; and which it gives. */
export function signatureFits(
  { authorization, stringsToSign }: Expectation,
  secretKey: string,
): { readonly fits: boolean; readonly signature: string } {
  const signatures = stringsToSign.map((text) => signatureOf(secretKey, text))
  return { fits: signatures.includes(authorization.signature), signature: signatures[0] ?? '' }
}

/** A line of two canonical requests side by side. */
export interface ComparedLine {
  readonly part: {
    readonly kind: 'method' | 'uri' | 'query' | 'header' | 'blank' | 'signed' | 'hash'
    readonly name: string
  }
  readonly expected: string
  readonly given: string | undefined
  readonly same: boolean
}

/**
 * Lays what was signed beside the accepted canonical request that it is nearest to.
 *
 * @param pasted a canonical request, or a message that holds one with `|` for its line ends, as a 401 does
 */
export function compare({ accepted }: Expectation, pasted: string): ComparedLine[] {
  const given = pasted.trim() === '' ? undefined : canonicalIn(pasted)
  const candidates = accepted.map((canonical) => linesOf(canonical, given))
  return candidates.reduce((best, lines) => (differences(lines) < differences(best) ? lines : best))
}

const differences = (lines: readonly ComparedLine[]) => lines.filter(({ same }) => !same).length

/** The lines of a canonical request in what somebody pasted. */
function canonicalIn(pasted: string): string[] {
  const marked = /canonicalRequest:([^"]*)/s.exec(pasted)?.[1] ?? pasted
  const text = marked.replaceAll(String.raw`\n`, '\n').trim()
  return text.includes('\n') ? text.split(/\r?\n/) : text.split('|')
}

function linesOf(canonical: string, given: readonly string[] | undefined): ComparedLine[] {
  const expected = canonical.split('\n')
  const length = Math.max(expected.length, given?.length ?? 0)
  return Array.from({ length }, (_, at) => {
    const line = expected[at] ?? ''
    const other = given?.[at]
    return {
      part: partOf(at, length, line === '' ? (other ?? '') : line),
      expected: line,
      given: given === undefined ? undefined : (other ?? ''),
      same: given === undefined || line === other,
    }
  })
}

function partOf(at: number, length: number, line: string): ComparedLine['part'] {
  const name = ''
  if (at === 0) return { kind: 'method', name }
  if (at === 1) return { kind: 'uri', name }
  if (at === 2) return { kind: 'query', name }
  if (at === length - 1) return { kind: 'hash', name }
  if (at === length - 2) return { kind: 'signed', name }
  if (at === length - 3) return { kind: 'blank', name }
  return { kind: 'header', name: line.split(':', 1)[0] ?? '' }
}
