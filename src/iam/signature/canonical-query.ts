import { percentDecode, percentEncode } from './percent-encoding.ts'

type Parameter = {
  readonly name: string
  readonly value: string
  readonly encodedName: string
  readonly encodedValue: string
}

/**
 * The canonical queries that clients may have signed for a query as it is on the wire, the documented one first;
 * at most four, and one where all orders agree, as they do for plain names.
 *
 * `+` is a space, as our query parser and Go's encoder have it. Empty pieces (`a=1&&b=2`) mean nothing and are left out.
 *
 * @param query raw query as a byte string, without the `?`
 */
export function canonicalQueries(query: string): readonly string[] {
  if (query === '') return ['']
  const parameters = query
    .split('&')
    .filter((piece) => piece !== '')
    .map(parameter)
  if (parameters.length < 2) return [join(parameters)]
  const orders = [byDecoded, byEncoded, byEncodedName].map((order) => join(parameters.toSorted(order)))
  // Only a character beyond U+FFFF (a four-byte lead in UTF-8) makes UTF-16 order differ from that of code points.
  if (/%F[0-4]/.test(orders[0] ?? '')) orders.push(join(inUtf16Order(parameters)))
  return [...new Set(orders)]
}

function parameter(piece: string): Parameter {
  const text = piece.replaceAll('+', ' ')
  const equals = text.indexOf('=')
  const name = percentDecode(equals < 0 ? text : text.slice(0, equals))
  const value = equals < 0 ? '' : percentDecode(text.slice(equals + 1))
  return { name, value, encodedName: percentEncode(name), encodedValue: percentEncode(value) }
}

const join = (parameters: readonly Parameter[]): string =>
  parameters.map(({ encodedName, encodedValue }) => `${encodedName}=${encodedValue}`).join('&')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// Python and Go sort before encoding.
const byDecoded = (a: Parameter, b: Parameter): number => compare(a.name, b.name) || compare(a.value, b.value)

const byEncoded = (a: Parameter, b: Parameter): number =>
  compare(a.encodedName, b.encodedName) || compare(a.encodedValue, b.encodedValue)

// Java sorts encoded names and leaves equal ones in wire order (the sort is stable).
const byEncodedName = (a: Parameter, b: Parameter): number => compare(a.encodedName, b.encodedName)

// Node sorts JavaScript strings, that is UTF-16 code units. Decoded before sorting: 1500 parameters take milliseconds else.
const inUtf16Order = (parameters: readonly Parameter[]): readonly Parameter[] =>
  parameters
    .map((each) => ({ ...each, name: utf16(each.encodedName), value: utf16(each.encodedValue) }))
    .toSorted(byDecoded)

function utf16(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
