import {
  Ajv,
  type ErrorObject,
  type SchemaObject,
  type SchemaValidateFunction,
  type ValidateFunction,
} from 'ajv'
import type { FastifyInstance } from 'fastify'

import { errors } from '../errors.ts'
import { describeFaults } from './faults.ts'
import { CHECK, IGNORE_CASE } from './schemas.ts'
import { textFaults } from './text.ts'

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
    // Compiled when a value comes first: all of them at once were half a second of every start.
    let compiled: ValidateFunction | undefined
    return (value: unknown) => {
      const validate = (compiled ??= ajv.compile(schema as SchemaObject))
      const faults = textFaults(value)
      if (faults.length > 0) return { error: errors.parameterInvalid(faults.join('; ')) }
      cutLongArrays(schema as ArrayLimits, value)
      if (validate(value)) return { value }
      return { error: errors.parameterInvalid(describeFaults(validate.errors ?? [])) }
    }
  })
}

/** `removeAdditional`: fields that no schema knows go no further, so that nothing behind takes them for its own. */
function createAjv(options: { coerceTypes?: 'array'; removeAdditional?: 'all' }): Ajv {
  const ajv = new Ajv({
    ...options,
    useDefaults: true,
    // All of the faults, not only the first. How many there can be is bounded by cutLongArrays.
    allErrors: true,
    verbose: true,
    strict: false,
    // The schemas are ours, and app.test.ts checks them: the meta-schema takes a tenth of a second to compile.
    meta: false,
    validateSchema: false,
  })
  ajv.addKeyword({
    keyword: IGNORE_CASE,
    modifying: true,
    before: 'enum',
    validate: foldEnum,
    errors: false,
  })
  // With types, so that it comes after the other keywords and sees what they made of the value.
  ajv.addKeyword({ keyword: CHECK, type: ['string', 'object'], errors: true, compile: checkWith })
  return ajv
}

interface ArrayLimits {
  readonly maxItems?: number
  readonly items?: ArrayLimits
  readonly properties?: Readonly<Record<string, ArrayLimits>>
}

/**
 * Cuts arrays to one item more than their schema allows: they are refused all the same, but not with a fault for
 * each of the millions of items that a body of 12 MB can hold.
 */
function cutLongArrays({ maxItems, items, properties = {} }: ArrayLimits, value: unknown): void {
  if (Array.isArray(value)) {
    if (maxItems !== undefined) value.splice(maxItems + 1)
    if (items !== undefined) for (const item of value) cutLongArrays(items, item)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, schema] of Object.entries(properties)) {
    if (Object.hasOwn(value, name)) cutLongArrays(schema, (value as Record<string, unknown>)[name])
  }
}

/** A keyword's validator from a function that says what is wrong with a value. */
function checkWith(check: (value: unknown) => string | undefined) {
  const validate = (value: unknown) => {
    const message = check(value)
    validate.errors = message === undefined ? [] : [{ keyword: CHECK, message, params: {} }]
    return message === undefined
  }
  validate.errors = [] as Partial<ErrorObject>[]
  return validate
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
