import { type RequestHeaders, headerValue } from './canonical-headers.ts'
import { type Refused, refuse } from './refusal.ts'

/** What a client states in place of a hash when it does not hash its body. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD'

/**
 * Whether a body would be read as JSON: it is not empty and its media type names JSON (`application/json`,
 * `text/json`, `…+json`, in any case, with parameters or in a list) or is not given at all.
 */
export function isJsonBody(headers: RequestHeaders, body: { readonly length: number }): boolean {
  if (body.length === 0) return false
  const type = headerValue(headers, 'content-type') ?? ''
  // Parameters are cut off: a multipart boundary may hold the letters by chance.
  const media = (type.split(';', 1)[0] ?? '').trim().toLowerCase()
  return media === '' || media.includes('json')
}

/**
 * What may stand as the last line of the canonical request: the text a client states in X-Sdk-Content-Sha256 (or
 * -Sm3) where that is allowed, else the hash of the raw body, on GET and DELETE as well (contract, section 1).
 * Two lines are possible only for UNSIGNED-PAYLOAD without a body: Python states it and signs the hash of nothing.
 *
 * @param contentHeader lower-case name of the header that may state it
 * @param actual hex of the body's hash
 */
export function payloadHashes(
  headers: RequestHeaders,
  body: { readonly length: number },
  contentHeader: string,
  actual: string,
): { readonly ok: true; readonly hashes: readonly string[] } | Refused {
  const stated = headerValue(headers, contentHeader)
  if (stated === undefined) return { ok: true, hashes: [actual] }
  if (stated === unsignedPayload) {
    if (isJsonBody(headers, body)) return refuse({ kind: 'unsigned-json' })
    return { ok: true, hashes: body.length === 0 ? [stated, actual] : [stated] }
  }
  if (stated.toLowerCase() !== actual) return refuse({ kind: 'content-hash', stated, actual })
  return { ok: true, hashes: [stated] }
}
