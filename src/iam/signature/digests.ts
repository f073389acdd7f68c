import { createHmac, getHashes, hash, hkdfSync } from 'node:crypto'
import { type Algorithm, algorithms } from './algorithms.ts'

const available = new Set(getHashes())

/** SM3 is missing where OpenSSL was built without it (and in FIPS mode). */
export function isAvailable(algorithm: Algorithm): boolean {
  return available.has(algorithms[algorithm].hash)
}

/** A body that is hashed already, since it is too large to be held. */
export interface HashedBody {
  /** Bytes. */
  readonly length: number
  /** Lower-case hex digest by the name of the hash; '' where it was not made. */
  hash(name: string): string
}

/** The digest of a body, held or not. */
export const bodyHash = (algorithm: Algorithm, body: Uint8Array | HashedBody): string =>
  body instanceof Uint8Array ? hashHex(algorithm, body) : body.hash(algorithms[algorithm].hash)

/** Lower-case hex digest of bytes, 64 characters for either hash. */
export function hashHex(algorithm: Algorithm, bytes: Uint8Array): string {
  return hash(algorithms[algorithm].hash, bytes, 'hex')
}

/**
 * Signature of a string to sign, as lower-case hex.
 *
 * @param scope `<yyyyMMdd>/<region>/<service>` where the algorithm derives its key, else undefined
 */
export function signatureHex(
  algorithm: Algorithm,
  credentials: { readonly accessKey: string; readonly secretKey: string },
  scope: string | undefined,
  stringToSign: string,
): string {
  const key = scope === undefined ? credentials.secretKey : derivedKey(credentials, scope)
  return createHmac(algorithms[algorithm].hash, key).update(stringToSign, 'latin1').digest('hex')
}

/** RFC 5869, 32 bytes; the HMAC key is then the 64 characters of its hex, not the bytes (contract, section 1). */
function derivedKey(
  credentials: { readonly accessKey: string; readonly secretKey: string },
  scope: string,
): string {
  return Buffer.from(hkdfSync('sha256', credentials.secretKey, credentials.accessKey, scope, 32)).toString(
    'hex',
  )
}
