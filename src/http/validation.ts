import { Ajv, type ErrorObject, type SchemaObject, type SchemaValidateFunction } from 'ajv'
import type { FastifyInstance } from 'fastify'

import { errors } from '../errors.ts'
import { IGNORE_CASE, RULE } from './schemas.ts'
import { textFaults } from './text.ts'

/** Longest part of a received value that a message repeats, in characters. */
const SHOWN = 64

/**
 * Validation as the contract has it: unknown fields are passed over, wrong types are errors (only the query,
 * which is all text, is converted), enums ignore case, and a message names every fault with its field, what
 * was received and what is allowed.
 */
export function validateBySchema(app: FastifyInstance): void {
  const body = createAjv({ removeAdditional: 'all' })
  const query = createAjv({ removeAdditional: 'all', coerceTypes: 'array' })
  // The rest of the headers belongs to others.
  const headersAndParams = createAjv({ coerceTypes: 'array' })
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? body : httpPart === 'querystring' ? query : headersAndParams
    const validate = ajv.compile(schema as SchemaObject)
    return (value: unknown) => {
      const faults = textFaults(value)
      if (faults.length > 0) return { error: errors.parameterInvalid(faults.join('; ')) }
      if (validate(value)) return { value }
      return { error: errors.parameterInvalid(describe(validate.errors ?? [])) }
    }
  })
}

/** `removeAdditional`: fields that no schema knows go no further, so that nothing behind takes them for its own. */
function createAjv(options: { coerceTypes?: 'array'; removeAdditional?: 'all' }): Ajv {
  const ajv = new Ajv({
    ...options,
    useDefaults: true,
    // All of the faults, not only the first. Bodies are capped at 12 MB and arrays by their schemas.
    allErrors: true,
    verbose: true,
    strict: false,
  })
  ajv.addKeyword({
    keyword: IGNORE_CASE,
    modifying: true,
    before: 'enum',
    validate: foldEnum,
    errors: false,
  })
  return ajv
}

/** Replaces a text by the allowed value that it is, but for case, and for `-` in place of `_` where it says so. */
const foldEnum: SchemaValidateFunction = (how: true | 'and-hyphens', text: unknown, schema, place) => {
  if (typeof text !== 'string') return true
  const plain = (value: string) => {
    const lower = value.toLowerCase()
    return how === 'and-hyphens' ? lower.replaceAll('-', '_') : lower
  }
  const values = (schema as { enum?: readonly string[] } | undefined)?.enum
  const match = values?.find((value) => plain(value) === plain(text))
  if (match !== undefined && place !== undefined) place.parentData[place.parentDataProperty] = match
  return true
}

function describe(faults: ErrorObject[]): string {
  const sentences = new Map<string, string>()
  for (const fault of faults) {
    const place = placeOf(fault)
    // One sentence a field: of several broken rules the first listed says what is allowed.
    if (!sentences.has(place)) sentences.set(place, sentenceOf(place, fault))
  }
  return [...sentences.values()].join('; ')
}

function placeOf(fault: ErrorObject): string {
  const inside = fault.instancePath.slice(1)
  if (fault.keyword !== 'required') return inside
  const missing = String(fault.params['missingProperty'])
  return inside === '' ? missing : `${inside}/${missing}`
}

function sentenceOf(place: string, fault: ErrorObject): string {
  if (fault.keyword === 'required') return `\`${place}\` is missing`
  const schema = fault.parentSchema as Record<string, unknown>
  return `\`${place}\` received ${received(fault.data, schema)}, allowed: ${allowed(schema, fault)}`
}

function received(value: unknown, schema: Record<string, unknown>): string {
  if (schema['writeOnly'] === true) return 'a value that is not shown'
  if (Array.isArray(value)) return `an array of ${value.length}`
  const text = JSON.stringify(value) ?? 'nothing'
  const shown = text.length > SHOWN ? `${[...text].slice(0, SHOWN).join('')}…` : text
  return typeof value === 'string' ? `${shown} (${[...value].length} characters)` : shown
}

interface Limits {
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
}

function allowed(schema: Record<string, unknown>, fault: ErrorObject): string {
  const rule = schema[RULE]
  if (typeof rule === 'string') return rule
  if (Array.isArray(schema['enum'])) return schema['enum'].join(', ')
  const limits = schema as Limits
  if (schema['type'] === 'string') {
    return limits.maxLength === undefined
      ? 'text'
      : `text of ${limits.minLength ?? 0}-${limits.maxLength} characters`
  }
  if (schema['type'] === 'array') {
    const items = limits.uniqueItems === true ? 'different items' : 'items'
    return limits.maxItems === undefined
      ? 'an array'
      : `an array of ${limits.minItems ?? 0}-${limits.maxItems} ${items}`
  }
  if (schema['type'] === 'integer') {
    const from = `a whole number from ${limits.minimum ?? 0}`
    return limits.maximum === undefined ? from : `${from} to ${limits.maximum}`
  }
  if (schema['type'] === 'boolean') return 'true or false'
  return fault.message ?? String(schema['type'])
}
