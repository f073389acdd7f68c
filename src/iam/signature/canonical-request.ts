import type { Algorithm } from './algorithms.ts'
import { canonicalPaths } from './canonical-path.ts'
import { canonicalQueries } from './canonical-query.ts'

export type CanonicalParts = {
  readonly method: string
  /** Request target in origin form (`/path?query`) as it is on the wire, a byte string. */
  readonly rawTarget: string
  /** From `canonicalHeaders`. */
  readonly headerLines: string
  /** The names as the request lists them. */
  readonly signedHeaders: readonly string[]
  /** Hex of the body's hash, or `UNSIGNED-PAYLOAD`; two where a client may have signed either. */
  readonly bodyHashes: readonly string[]
}

/**
 * The canonical requests that a client may have signed, as byte strings, the documented one first: one for a plain
 * request, never more than 32 (four paths, four queries, two hashes). Contract, section 1.
 */
export function* canonicalRequests(parts: CanonicalParts): Generator<string, void, void> {
  const mark = parts.rawTarget.indexOf('?')
  const path = mark < 0 ? parts.rawTarget : parts.rawTarget.slice(0, mark)
  const queries = canonicalQueries(mark < 0 ? '' : parts.rawTarget.slice(mark + 1))
  const signed = `${parts.headerLines}\n${parts.signedHeaders.join(';')}`
  for (const canonicalPath of canonicalPaths(path))
    for (const query of queries)
      for (const hash of parts.bodyHashes)
        yield `${parts.method}\n${canonicalPath}\n${query}\n${signed}\n${hash}`
}

/**
 * The text that is signed. Contract, section 1.
 *
 * @param date X-Sdk-Date as sent
 * @param scope `<yyyyMMdd>/<region>/<service>`, a line of its own where the key is derived
 * @param requestHash hex of the canonical request's hash
 */
export function stringToSign(
  algorithm: Algorithm,
  date: string,
  scope: string | undefined,
  requestHash: string,
): string {
  return scope === undefined
    ? `${algorithm}\n${date}\n${requestHash}`
    : `${algorithm}\n${date}\n${scope}\n${requestHash}`
}
