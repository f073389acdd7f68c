import type { SampleCall } from './call.ts'
import type { Field, Value } from './value.ts'

/** Percent-encoded as signatures have it: all but unreserved characters (RFC 3986). */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** The path of a call with its parameters filled in. A parameter without a value stays as it is, in braces. */
export function pathOf({ url, projectId, path }: SampleCall): string {
  const known = new Map([
    ['project_id', projectId],
    ...path.map(({ name, value }) => [name, textOf(value)] as const),
  ])
  return url.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = known.get(name)
    return value === undefined ? whole : percentEncode(value)
  })
}

/** The query of a call, encoded and in the order in which it is signed; empty: none. Arrays are repeated names. */
export const queryOf = ({ query }: SampleCall): string =>
  query
    .flatMap((field) => itemsOf(field).map((text) => `${percentEncode(field.name)}=${percentEncode(text)}`))
    .toSorted()
    .join('&')

/** Path and query of a call. */
export function targetOf(call: SampleCall): string {
  const query = queryOf(call)
  return query === '' ? pathOf(call) : `${pathOf(call)}?${query}`
}

const itemsOf = ({ value }: Field): string[] =>
  value.kind === 'array' ? value.items.map(textOf) : [textOf(value)]

/** A value as paths, queries and headers have it. */
export function textOf(value: Value): string {
  switch (value.kind) {
    case 'null':
    case 'array':
    case 'map':
    case 'object':
      return ''
    default:
      return String(value.value)
  }
}

/** The name of a header as people write it: `x-subject-token` → `X-Subject-Token`. */
export const headerName = (name: string): string =>
  name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
