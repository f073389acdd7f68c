import { pascalCase, singular } from './names.ts'
import type { JsonSchema } from './openapi.ts'

/** A type as SDKs declare it. Enumerations are texts: the SDK's classes for Workspace have them as such. */
export type ValueType =
  | { readonly kind: 'string' | 'integer' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'array' | 'map'; readonly of: ValueType }
  | { readonly kind: 'object'; readonly className: string }

/** A filled value with its type: all that a sample needs to write it. */
export type Value =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer' | 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly of: ValueType; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly of: ValueType; readonly entries: readonly (readonly [string, Value])[] }
  | { readonly kind: 'object'; readonly className: string; readonly fields: readonly Field[] }

/** A value with a name, as it is on the wire; whether it must be there decides how Go declares it. */
export interface Field {
  readonly name: string
  readonly required: boolean
  readonly value: Value
}

/**
 * The class of what a property holds: the property's name, in the singular, such as `User` for `users`. The SDKs'
 * own names of such classes are nowhere to be derived from.
 */
export const classOf = (property: string): string => pascalCase(singular(property))

/** The type that a schema describes, under the property that it stands at. */
export function typeOf(schema: JsonSchema | undefined, className: string): ValueType {
  if (schema === undefined) return { kind: 'any' }
  switch (schema.type) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return { kind: schema.type }
    case 'array':
      return { kind: 'array', of: typeOf(schema.items, className) }
    case 'object':
      return schema.properties === undefined
        ? { kind: 'map', of: typeOf(valuesOf(schema), className) }
        : { kind: 'object', className }
    default:
      return schema.enum?.every((value) => typeof value === 'string') === true
        ? { kind: 'string' }
        : { kind: 'any' }
  }
}

const valuesOf = ({ additionalProperties }: JsonSchema): JsonSchema | undefined =>
  typeof additionalProperties === 'object' ? additionalProperties : undefined

/**
 * A plain value with the types of its schema. A value that is not of its schema's type is written as what it is:
 * samples of wrong calls are samples as well. Fields that are undefined are left out.
 */
export function valueOf(plain: unknown, schema: JsonSchema | undefined, className: string): Value {
  if (typeof plain === 'string') return { kind: 'string', value: plain }
  if (typeof plain === 'boolean') return { kind: 'boolean', value: plain }
  if (typeof plain === 'bigint') return { kind: 'integer', value: Number(plain) }
  if (typeof plain === 'number') {
    const kind = schema?.type !== 'number' && Number.isInteger(plain) ? 'integer' : 'number'
    return Number.isFinite(plain) ? { kind, value: plain } : { kind: 'null' }
  }
  if (Array.isArray(plain)) {
    return {
      kind: 'array',
      of: typeOf(schema?.items, className),
      items: plain.map((item: unknown) => valueOf(item, schema?.items, className)),
    }
  }
  if (typeof plain !== 'object' || plain === null) return { kind: 'null' }
  const entries = Object.entries(plain).filter(([, value]) => value !== undefined)
  if (schema?.properties === undefined) {
    const values = schema === undefined ? undefined : valuesOf(schema)
    return {
      kind: 'map',
      of: typeOf(values, className),
      entries: entries.map(([name, value]) => [name, valueOf(value, values, classOf(name))] as const),
    }
  }
  const { properties, required = [] } = schema
  const fields = entries.map(([name, value]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined
    return { name, required: required.includes(name), value: valueOf(value, own, classOf(name)) }
  })
  return { kind: 'object', className, fields }
}

/** The value as JSON has it, for clients without classes. */
export function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'null':
      return null
    case 'array':
      return value.items.map(plainOf)
    case 'map':
      return Object.fromEntries(value.entries.map(([name, inner]) => [name, plainOf(inner)]))
    case 'object':
      return Object.fromEntries(value.fields.map((field) => [field.name, plainOf(field.value)]))
    default:
      return value.value
  }
}
