import type { JsonSchema } from '../../src/samples/openapi.ts'

/** Values of every type, for where another one is wanted. */
const OTHERS: readonly unknown[] = [null, true, 0, -1.5, 1e300, '', 'text', [], [[]], {}, { a: 1 }]

/**
 * Values that break a schema, each in one keyword of it or of what lies inside it, made of a value that follows it.
 *
 * @param value follows the schema; undefined: there is none, and only the place itself is broken
 */
export function* violationsOf(schema: JsonSchema, value: unknown): Generator {
  for (const other of OTHERS) if (typeOf(other) !== schema.type) yield other
  if (schema.enum !== undefined) yield `${String(schema.enum[0])}?`
  if (schema.pattern !== undefined) yield '\u0000\n~'
  if (schema.minLength !== undefined) yield 'a'.repeat(Math.max(0, schema.minLength - 1))
  if (schema.maxLength !== undefined) yield 'a'.repeat(Math.min(schema.maxLength + 1, 70_000))
  if (schema.minimum !== undefined) yield schema.minimum - 1
  if (schema.maximum !== undefined) yield schema.maximum + 1
  if (schema.type === 'integer') yield 1.5
  if (schema.minItems !== undefined) yield []
  if (schema.maxItems !== undefined && Array.isArray(value))
    yield Array.from({ length: schema.maxItems + 1 }, () => value[0] as unknown)
  for (const inner of schema.anyOf ?? []) yield* violationsOf(inner, value)
  if (schema.items !== undefined && Array.isArray(value)) {
    for (const broken of violationsOf(schema.items, value[0]))
      yield [broken, ...(value.slice(1) as unknown[])]
  }
  if (schema.properties !== undefined && typeOf(value) === 'object')
    yield* brokenFields(schema, value as object)
}

function* brokenFields({ properties = {}, required = [] }: JsonSchema, value: object): Generator {
  yield { ...value, unknown_field: 1 }
  // Spreading it copies a field of this name; an object's literal would set the prototype.
  yield { ...value, ...(JSON.parse('{"__proto__":{"admin":true}}') as object) }
  for (const name of required) {
    yield Object.fromEntries(Object.entries(value).filter(([field]) => field !== name))
  }
  for (const [name, schema] of Object.entries(properties)) {
    for (const broken of violationsOf(schema, (value as Record<string, unknown>)[name]))
      yield { ...value, [name]: broken }
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}
