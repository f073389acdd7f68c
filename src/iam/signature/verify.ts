import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Algorithm, algorithms } from './algorithms.ts'
import { parseAuthorization } from './authorization-header.ts'
import { type RequestHeaders, canonicalHeaders, headerValue } from './canonical-headers.ts'
import { canonicalRequests, stringToSign } from './canonical-request.ts'
import { formatSdkDate, isTimely, parseSdkDate } from './clock.ts'
import { type HashedBody, bodyHash, hashHex, isAvailable, signatureHex } from './digests.ts'
import { payloadHashes } from './payload.ts'
import { type Refused, malformed, refuse } from './refusal.ts'

/** A request as it came in; nothing decoded, nothing parsed. */
export type ReceivedRequest = {
  readonly method: string
  /** Request target as on the wire, in origin form: Node's `req.url` before any rewriting. */
  readonly rawTarget: string
  readonly headers: RequestHeaders
  /** The raw bytes, empty where there is no body; or what is known of them. */
  readonly body: Uint8Array | HashedBody
}

/** What a good signature vouches for, and what the guard against replays records. */
export type Verified = {
  readonly ok: true
  readonly algorithm: Algorithm
  readonly accessKey: string
  /** X-Sdk-Date; the signature is good until 900 s after it. */
  readonly signedAt: Date
  /** 64 lower-case hex digits. */
  readonly signature: string
  /** Lower-case names; a header that is not among them was not signed and may have been put in on the way. */
  readonly signedHeaders: ReadonlySet<string>
}

/**
 * Verify with this where the AK is unknown: the work is that of a wrong signature, and so is the verdict, since
 * nobody can know a key drawn at the start of the process.
 */
export const dummySecretKey: string = randomBytes(30).toString('base64url')

/**
 * Verifies the signature of a request (contract, section 1). Pure: no clock, no store.
 *
 * The cheap checks come first (form, date, clock, stated hash), then the canonical requests are compared, each in constant
 * time: one for a plain request, at most 32. A wrong clock is told before a wrong signature.
 *
 * @param secretKey that of the AK which `parseAuthorization` found, or `dummySecretKey`
 * @param now the server's time
 */
export function verifySignature(request: ReceivedRequest, secretKey: string, now: Date): Verified | Refused {
  const { headers } = request
  const parsed = parseAuthorization(
    Object.hasOwn(headers, 'authorization') ? headers.authorization : undefined,
  )
  if (!parsed.ok) return parsed
  const { algorithm, accessKey, signedHeaders, signature, scope } = parsed.authorization
  if (!isAvailable(algorithm)) return refuse({ kind: 'algorithm-unavailable', algorithm })

  // A fragment is never sent (RFC 9112, 3.2), but routers cut it off, so that `%23` made `#` would change the route.
  if (!/^\/[\x21\x22\x24-\xff]*$/.test(request.rawTarget))
    return malformed('request target is not in origin form')

  const names = new Set(signedHeaders.map((name) => name.toLowerCase()))
  if (!names.has('x-sdk-date')) return refuse({ kind: 'date-not-signed' })
  const lines = canonicalHeaders(headers, signedHeaders)
  if (!lines.ok)
    return lines.problem === 'absent'
      ? refuse({ kind: 'signed-header-absent', name: lines.name })
      : malformed(`header ${lines.name} holds what no header can`)
  const date = headerValue(headers, 'x-sdk-date') ?? ''
  const signedAt = parseSdkDate(date)
  if (signedAt === undefined) return refuse({ kind: 'date-malformed', date })
  if (!isTimely(signedAt, now))
    return refuse({ kind: 'expired', signatureTime: date, serverTime: formatSdkDate(now) })
  if (scope !== undefined && scope.day !== date.slice(0, 8))
    return refuse({ kind: 'scope-day', scopeDay: scope.day, signatureTime: date })

  const actual = bodyHash(algorithm, request.body)
  const payload = payloadHashes(headers, request.body, algorithms[algorithm].contentHeader, actual)
  if (!payload.ok) return payload

  const expected = Buffer.from(signature, 'latin1')
  let documented: string | undefined
  for (const canonical of canonicalRequests({
    method: request.method,
    rawTarget: request.rawTarget,
    headerLines: lines.lines,
    signedHeaders,
    bodyHashes: payload.hashes,
  })) {
    documented ??= canonical
    const text = stringToSign(
      algorithm,
      date,
      scope?.text,
      hashHex(algorithm, Buffer.from(canonical, 'latin1')),
    )
    const computed = Buffer.from(
      signatureHex(algorithm, { accessKey, secretKey }, scope?.text, text),
      'latin1',
    )
    // timingSafeEqual throws on unequal lengths.
    if (computed.length === expected.length && timingSafeEqual(computed, expected))
      return { ok: true, algorithm, accessKey, signedAt, signature, signedHeaders: names }
  }
  return refuse({ kind: 'signature', accessKey, canonicalRequest: (documented ?? '').replaceAll('\n', '|') })
}
