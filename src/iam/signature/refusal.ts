/**
 * Why a signed request is refused, with the facts that the messages of contract/errors.md need. Only `signature`
 * counts towards the lock after five failures.
 */
export type SignatureRefusal =
  /** No Authorization header. */
  | { readonly kind: 'absent' }
  /** Another scheme, as `Bearer`; empty where the text is too long for one. */
  | { readonly kind: 'algorithm-unknown'; readonly algorithm: string }
  /** A known algorithm whose hash this OpenSSL lacks. */
  | { readonly kind: 'algorithm-unavailable'; readonly algorithm: string }
  /** `detail`: what is wrong, in English, for a log or a message. */
  | { readonly kind: 'malformed'; readonly detail: string }
  | { readonly kind: 'date-not-signed' }
  | { readonly kind: 'signed-header-absent'; readonly name: string }
  | { readonly kind: 'date-malformed'; readonly date: string }
  /** Both times in the form of X-Sdk-Date. */
  | { readonly kind: 'expired'; readonly signatureTime: string; readonly serverTime: string }
  | { readonly kind: 'scope-day'; readonly scopeDay: string; readonly signatureTime: string }
  /** X-Sdk-Content-Sha256 (or -Sm3) states another hash than the body has. */
  | { readonly kind: 'content-hash'; readonly stated: string; readonly actual: string }
  /** UNSIGNED-PAYLOAD on a JSON body. */
  | { readonly kind: 'unsigned-json' }
  /** `canonicalRequest`: the documented one, newlines as `|`. */
  | { readonly kind: 'signature'; readonly accessKey: string; readonly canonicalRequest: string }

export type Refused = { readonly ok: false; readonly reason: SignatureRefusal }

export const refuse = (reason: SignatureRefusal): Refused => ({ ok: false, reason })

export const malformed = (detail: string): Refused => refuse({ kind: 'malformed', detail })
