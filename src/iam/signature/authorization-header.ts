import { type Algorithm, type CredentialScope, algorithms, isAlgorithm } from './algorithms.ts'
import { type Refused, malformed, refuse } from './refusal.ts'

type Claim = {
  readonly accessKey: string
  /** Header names in the order and spelling of the request, no two alike. */
  readonly signedHeaders: readonly string[]
  /** 64 lower-case hex digits. */
  readonly signature: string
}

/** What an Authorization header claims; `scope` where the key is derived. */
export type Authorization = Claim &
  (
    | { readonly algorithm: Exclude<Algorithm, 'V11-HMAC-SHA256'>; readonly scope?: never }
    | { readonly algorithm: 'V11-HMAC-SHA256'; readonly scope: CredentialScope }
  )

/** Node takes 16 KiB of headers in all; the longest that SDKs send has about 600 characters. */
const longestHeader = 8192
/** Terraform signs all it sends, about 12 names. */
const mostSignedHeaders = 64
const longestName = 256

/**
 * Reads `<algorithm> Access=<AK>, SignedHeaders=<a;b>, Signature=<hex>`, or `Credential=<AK>/<day>/<region>/<service>`
 * for V11 (contract, section 1). Blanks around the parts are ignored and the parts may come in any order; an
 * unknown or repeated part is refused. The time is linear in the length, which is capped.
 *
 * @param header the value, undefined where there is none, or all values where it was repeated (refused)
 */
export function parseAuthorization(
  header: string | readonly string[] | undefined,
): { readonly ok: true; readonly authorization: Authorization } | Refused {
  if (header === undefined) return refuse({ kind: 'absent' })
  if (typeof header !== 'string') return malformed('more than one Authorization header')
  if (header.length > longestHeader) return malformed('Authorization header too long')
  const text = header.trim()
  const blank = text.search(/\s/)
  const algorithm = blank < 0 ? text : text.slice(0, blank)
  if (!isAlgorithm(algorithm)) {
    // Something long is rather a token put here by mistake than a scheme, and a token must not reach a log.
    return refuse({ kind: 'algorithm-unknown', algorithm: algorithm.length > 32 ? '' : algorithm })
  }
  const keyPart = algorithms[algorithm].scoped ? 'Credential' : 'Access'
  const parts = readParts(blank < 0 ? '' : text.slice(blank), [keyPart, 'SignedHeaders', 'Signature'])
  if (typeof parts === 'string') return malformed(parts)

  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';').map((name) => name.trim())
  const fault = nameFault(signedHeaders)
  if (fault !== undefined) return malformed(fault)
  const signature = parts.get('Signature') ?? ''
  // Lower case only: the guard against replays knows a signature by its text.
  if (!/^[0-9a-f]{64}$/.test(signature)) return malformed('Signature is not 64 lower-case hex digits')
  const credential = parts.get(keyPart) ?? ''
  // The AK is answered in messages and the scope is an HKDF info, of which Node takes 1024 bytes.
  if (credential.length > longestName || !/^[\x21-\x7e]+$/.test(credential))
    return malformed(`${keyPart} is not 1 to ${longestName} visible characters`)
  if (algorithm !== 'V11-HMAC-SHA256')
    return { ok: true, authorization: { algorithm, accessKey: credential, signedHeaders, signature } }
  const [accessKey, day, region, service, ...more] = credential.split('/')
  if (!accessKey || !day || region === undefined || service === undefined || more.length > 0)
    return malformed('Credential is not <AK>/<yyyyMMdd>/<region>/<service>')
  const scope = { day, region, service, text: `${day}/${region}/${service}` }
  return { ok: true, authorization: { algorithm, accessKey, scope, signedHeaders, signature } }
}

/** `name=value` pieces between commas, exactly those expected; or what is wrong. */
function readParts(text: string, expected: readonly string[]): Map<string, string> | string {
  const parts = new Map<string, string>()
  // One piece more than expected is enough to see that there are too many.
  for (const piece of text.split(',', expected.length + 1)) {
    const equals = piece.indexOf('=')
    const name = piece.slice(0, Math.max(equals, 0)).trim()
    if (!expected.includes(name)) return `expected ${expected.join(', ')} in the Authorization header`
    if (parts.has(name)) return `${name} is repeated in the Authorization header`
    parts.set(name, piece.slice(equals + 1).trim())
  }
  const missing = expected.find((name) => !parts.has(name))
  return missing === undefined ? parts : `${missing} is missing in the Authorization header`
}

/** Two spellings of one header, or what is no token (RFC 9110, 5.6.2), could make one signature cover two readings. */
function nameFault(names: readonly string[]): string | undefined {
  if (names.length > mostSignedHeaders) return 'too many SignedHeaders'
  if (!names.every((name) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)))
    return 'SignedHeaders holds what is not a header name'
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length)
    return 'SignedHeaders names a header twice'
  return undefined
}
