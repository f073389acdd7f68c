import type { CallValues } from '../samples/call.ts'
import { type JsonSchema, type OpenApiOperation, bodySchemaOf } from '../samples/openapi.ts'
import { UsageError } from './run.ts'
import { typedValue } from './typed-value.ts'
import { words } from './words.ts'

type Json = Record<string, unknown>
type Place = 'path' | 'query' | 'header'

/**
 * The values of a call from texts such as `user_name=ab`, converted by the operation's schemas. A dotted name leads
 * into objects, lists (counted from 1) and maps; a list is JSON or repeated names; `body=` takes the whole body.
 *
 * @throws UsageError
 */
export function valuesOf(operation: OpenApiOperation, settings: readonly string[]): CallValues {
  const values: Record<Place, Json> & { body?: unknown } = { path: {}, query: {}, header: {} }
  for (const setting of settings) {
    const equals = setting.indexOf('=')
    if (equals < 1) throw new UsageError(words.cli.settingMalformed(setting))
    set(operation, values, setting.slice(0, equals), setting.slice(equals + 1))
  }
  return values
}

function set(
  operation: OpenApiOperation,
  values: Record<Place, Json> & { body?: unknown },
  name: string,
  text: string,
): void {
  const parameter = findParameter(operation, name)
  if (parameter !== undefined) {
    const place = values[parameter.in]
    place[parameter.name] = typedValue(parameter.schema, `--set ${name}`, text, place[parameter.name])
    return
  }
  const schema = bodySchemaOf(operation)
  const steps = name.split('.')
  const isPrefixed = steps[0] === 'body'
  const path = isPrefixed ? steps.slice(1) : steps
  const isKnown = isPrefixed || Object.hasOwn(schema?.properties ?? {}, steps[0] ?? '')
  if (schema === undefined || !isKnown) throw unknown(operation, name)
  const written = write(schema, values.body, path, { name, text })
  if (written === undefined) throw unknown(operation, name)
  values.body = written
}

/** A parameter by its name, or by its place and name; names of headers ignore case. */
function findParameter({ parameters = [] }: OpenApiOperation, given: string) {
  return parameters
    .filter(({ name }) => name !== 'project_id')
    .find((parameter) =>
      [parameter.name, `${parameter.in}.${parameter.name}`].some((name) =>
        parameter.in === 'header' ? name.toLowerCase() === given.toLowerCase() : name === given,
      ),
    )
}

interface Given {
  readonly name: string
  readonly text: string
}

/** What is at a place once the value stands where the path leads; undefined: it leads nowhere. */
function write(schema: JsonSchema, before: unknown, path: readonly string[], given: Given): unknown {
  const [step, ...rest] = path
  if (step === undefined) return typedValue(schema, `--set ${given.name}`, given.text, before)
  if (schema.type === 'array' && /^[1-9]\d{0,3}$/.test(step)) {
    const items = Array.isArray(before) ? [...(before as unknown[])] : []
    const written = write(schema.items ?? {}, items[Number(step) - 1], rest, given)
    // Without a gap, which JSON has no word for.
    const index = Math.min(Number(step) - 1, items.length)
    return written === undefined ? undefined : items.toSpliced(index, 1, written)
  }
  const inner = schemaAt(schema, step)
  if (inner === undefined) return undefined
  const object = typeof before === 'object' && before !== null ? before : {}
  const own = Object.hasOwn(object, step) ? (object as Json)[step] : undefined
  // The names of a map are any texts, dots included.
  const isMap = schema.properties === undefined
  const name = isMap ? path.join('.') : step
  const written = write(inner, own, isMap ? [] : rest, given)
  return written === undefined
    ? undefined
    : Object.fromEntries([...Object.entries(object).filter(([key]) => key !== name), [name, written]])
}

function schemaAt({ properties, additionalProperties }: JsonSchema, step: string): JsonSchema | undefined {
  if (properties !== undefined) return Object.hasOwn(properties, step) ? properties[step] : undefined
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

const unknown = (operation: OpenApiOperation, name: string) =>
  new UsageError(words.cli.settingUnknown(operation.operationId, name, knownNames(operation).join(', ')))

/** Every name that can be set, into the depths of the body. */
function knownNames(operation: OpenApiOperation): string[] {
  const parameters = (operation.parameters ?? []).map(({ name }) => name)
  const body = bodySchemaOf(operation)
  return [
    ...parameters.filter((name) => name !== 'project_id'),
    ...(body === undefined ? [] : leaves(body, '')),
  ]
}

function leaves(schema: JsonSchema, name: string): string[] {
  if (schema.type === 'array' && schema.items?.properties !== undefined)
    return leaves(schema.items, `${name}.1`)
  if (schema.properties === undefined) return [schema.type === 'object' ? `${name}.…` : name]
  return Object.entries(schema.properties).flatMap(([property, inner]) =>
    leaves(inner, name === '' ? property : `${name}.${property}`),
  )
}
