import type { ErrorObject } from 'ajv'

import { CHECK, RULE } from './schemas.ts'

/** Longest part of a received value that a message repeats, in characters. */
const SHOWN = 64

/** What is wrong with a value, in one sentence a field: which, what came, what is allowed. */
export function describeFaults(faults: ErrorObject[]): string {
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
  if (fault.keyword === CHECK) return place === '' ? `${fault.message}` : `\`${place}\`: ${fault.message}`
  const schema = fault.parentSchema as Record<string, unknown>
  return `\`${place}\` received ${received(fault.data, schema)}, allowed: ${allowed(schema, fault)}`
}

function received(value: unknown, schema: Record<string, unknown>): string {
  // Of an array only its length is shown, which is no secret whatever is in it.
  if (Array.isArray(value)) {
    const { maxItems = Infinity } = schema as Limits
    return value.length > maxItems ? `an array of more than ${maxItems}` : `an array of ${value.length}`
  }
  if (holdsSecret(schema)) return 'a value that is not shown'
  const text = JSON.stringify(value) ?? 'nothing'
  // Two units hold a character at most: the rest of a long text need not be taken apart.
  const shown =
    text.length > SHOWN
      ? `${Array.from(text.slice(0, 2 * SHOWN))
          .slice(0, SHOWN)
          .join('')}…`
      : text
  return typeof value === 'string' ? `${shown} (${countCharacters(value)} characters)` : shown
}

interface Holder {
  readonly writeOnly?: boolean
  readonly items?: Holder
  readonly properties?: Readonly<Record<string, Holder>>
}

/** Whether a value of a schema is a secret or has one in it: what stands in its place may be one as well. */
function holdsSecret({ writeOnly = false, items, properties = {} }: Holder): boolean {
  return (
    writeOnly || [...(items === undefined ? [] : [items]), ...Object.values(properties)].some(holdsSecret)
  )
}

function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
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
