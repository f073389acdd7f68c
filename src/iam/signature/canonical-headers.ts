/** Lower-case name → value, or values where the header was repeated: Node's `IncomingHttpHeaders` fits. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * The value of a header for signing: spaces and tabs around it removed (RFC 9110, 5.5), repeated values joined by
 * `, ` (RFC 9110, 5.3; Node and fetch join them the same way). HTTP/2 sends `:authority` in place of `host`.
 */
export function headerValue(headers: RequestHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  if (value === undefined) return name === 'host' ? headerValue(headers, ':authority') : undefined
  return typeof value === 'string' ? trim(value) : value.map(trim).join(', ')
}

// Not String.trim: it takes U+00A0 too, which as a byte may be the last one of a UTF-8 character.
function trim(value: string): string {
  let start = 0
  let end = value.length
  while (start < end && isBlank(value.charCodeAt(start))) start++
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--
  return value.slice(start, end)
}

const isBlank = (code: number): boolean => code === 32 || code === 9

/** What cannot stand in a header line on the wire: a character that is no byte, or a control character. */
const impossible = /[^\t\x20-\x7e\x80-\xff]/

/**
 * `lower-name:value\n` for each signed header, in the order of the names given.
 *
 * @returns the lines, or the name of the first header that is absent or holds what no wire can carry
 */
export function canonicalHeaders(
  headers: RequestHeaders,
  signedHeaders: readonly string[],
): { ok: true; lines: string } | { ok: false; problem: 'absent' | 'impossible'; name: string } {
  let lines = ''
  for (const listed of signedHeaders) {
    const name = listed.toLowerCase()
    const value = headerValue(headers, name)
    if (value === undefined) return { ok: false, problem: 'absent', name }
    if (impossible.test(value)) return { ok: false, problem: 'impossible', name }
    lines += `${name}:${value}\n`
  }
  return { ok: true, lines }
}
