/**
 * What sets the signing algorithms apart. No node: import here: a browser page signs with the same table.
 *
 * `hash`: name of the digest, as node:crypto and OpenSSL call it. `contentHeader`: where a client may state the
 * hash of its body. `scoped`: the key is derived for a day, a region and a service (contract, section 1).
 */
export const algorithms = {
  'SDK-HMAC-SHA256': { hash: 'sha256', contentHeader: 'x-sdk-content-sha256', scoped: false },
  'V11-HMAC-SHA256': { hash: 'sha256', contentHeader: 'x-sdk-content-sha256', scoped: true },
  'SDK-HMAC-SM3': { hash: 'sm3', contentHeader: 'x-sdk-content-sm3', scoped: false },
} as const

export type Algorithm = keyof typeof algorithms

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name)
}

/** Day, region and service a V11 key is derived for; `text` is `<yyyyMMdd>/<region>/<service>` as signed. */
export type CredentialScope = {
  readonly day: string
  readonly region: string
  readonly service: string
  readonly text: string
}
