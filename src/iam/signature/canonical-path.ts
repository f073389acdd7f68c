import { percentDecode, percentEncode, percentEncodePath } from './percent-encoding.ts'

/**
 * The canonical URIs that clients may have signed for a path as it is on the wire, the documented one first.
 *
 * Only a path with `%` has more than one, at most four (contract, section 1, quirks). Java encodes an encoded path
 * once more; Node does so with ASCII escapes only, since its URL parser leaves other characters as they are; Python
 * and Terraform decode the whole path first, so that `%2F` becomes a `/`.
 *
 * @param path raw path as a byte string, without the query
 */
export function canonicalPaths(path: string): readonly string[] {
  if (!path.includes('%')) return [withSlash(percentEncodePath(path))]
  const documented = path
    .split('/')
    .map((segment) => percentEncode(percentDecode(segment)))
    .join('/')
  const encodedTwice = percentEncodePath(path)
  const asciiEncodedTwice = percentEncodePath(path.replaceAll(/(?:%[89A-Fa-f][0-9A-Fa-f])+/g, percentDecode))
  const decodedFirst = percentEncodePath(percentDecode(path))
  return [...new Set([documented, asciiEncodedTwice, encodedTwice, decodedFirst].map(withSlash))]
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`)
