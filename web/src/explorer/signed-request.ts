import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

import { type SigningCredentials, planSigning } from '../../../src/iam/signature/signing-plan.ts'
import type { PlainRequest } from './request.ts'

/** A signed request, with every step to its signature. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly canonicalRequest: string
  readonly stringToSign: string
  readonly signature: string
}

const utf8 = (text: string) => new TextEncoder().encode(text)
/** A canonical request is a string of bytes. */
const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

/** SHA-256 as hex digits. Not by WebCrypto, which browsers keep from pages on plain HTTP. */
export const sha256Hex = (data: Uint8Array): string => bytesToHex(sha256(data))

/** HMAC-SHA256 of a string to sign as hex digits. */
export const signatureOf = (secretKey: string, stringToSign: string): string =>
  bytesToHex(hmac(sha256, utf8(secretKey), bytes(stringToSign)))

/** SHA-256 of a canonical request as hex digits. */
export const canonicalHash = (canonicalRequest: string): string => sha256Hex(bytes(canonicalRequest))

/**
 * Signs a request with SDK-HMAC-SHA256 in the browser (contract, iam.md section 1).
 *
 * @throws TypeError where access key or headers hold what cannot be signed
 */
export function sign(request: PlainRequest, keys: SigningCredentials, date = new Date()): SignedRequest {
  const { body, ...others } = request
  const plan = planSigning(body === undefined ? others : { ...others, body }, keys, { date })
  const canonicalRequest = plan.canonicalRequest(sha256Hex(plan.body))
  const stringToSign = plan.stringToSign(canonicalHash(canonicalRequest))
  const signature = signatureOf(keys.secretKey, stringToSign)
  const headers = { ...plan.headers, authorization: plan.authorization(signature) }
  return { headers, canonicalRequest, stringToSign, signature }
}
