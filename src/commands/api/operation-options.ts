import type { ArgsDef } from 'citty'

import type { Operation } from '../../http/operation.ts'
import { describeIn } from '../../i18n/api-description.ts'
import type { JsonSchema } from '../../samples/openapi.ts'
import { firstLine } from '../first-line.ts'
import { repeated } from '../repeated.ts'
import { typedValue } from '../typed-value.ts'
import { languageOf } from '../words.ts'

type Place = 'querystring' | 'headers' | 'body'

interface Field {
  readonly name: string
  readonly place: Place
  readonly schema: JsonSchema
  readonly required: boolean
}

/** What the options of a command say, by where it goes in the request. */
export type OptionValues = Record<Place, Record<string, unknown>>

/** The parameters of an operation, but those of its path and what the command fills in itself. */
function fieldsOf(operation: Operation, filledIn: readonly string[]): Field[] {
  return (['headers', 'querystring', 'body'] as const).flatMap((place) => {
    const schema: JsonSchema = operation.schema[place] ?? {}
    return Object.entries(schema.properties ?? {})
      .filter(([name]) => !filledIn.includes(name))
      .map(([name, field]) => ({
        name,
        place,
        schema: describeIn(languageOf(process.argv, process.env), field),
        required: (schema.required?.includes(name) ?? false) && field.default === undefined,
      }))
  })
}

const optionOf = (name: string): string => name.toLowerCase().replaceAll('_', '-')

/** Every parameter of an operation as an option of its name in kebab case, such as `--user-name`. */
export const optionsOf = (operation: Operation, filledIn: readonly string[]): ArgsDef =>
  Object.fromEntries(
    fieldsOf(operation, filledIn).map(({ name, schema, required }) => [
      optionOf(name),
      {
        type: 'string',
        required,
        valueHint: hintOf(schema),
        ...(schema.description === undefined ? {} : { description: schema.description }),
      } as const,
    ]),
  )

/** What a value looks like. */
function hintOf({ type, enum: choices, items }: JsonSchema): string {
  if (choices !== undefined) return choices.join('|')
  if (type === 'boolean') return 'true|false'
  if (type === 'array') return items?.type === 'object' ? 'JSON' : 'A,B,…'
  if (type === 'object') return 'JSON'
  return type === 'integer' || type === 'number' ? 'N' : 'TEXT'
}

/**
 * The values of the options that were given, as their schemas have them. A secret that is given as `-` is read from
 * standard input.
 *
 * @throws UsageError
 */
export async function valuesOf(
  operation: Operation,
  filledIn: readonly string[],
  rawArgs: readonly string[],
): Promise<OptionValues> {
  const values: OptionValues = { querystring: {}, headers: {}, body: {} }
  for (const { name, place, schema } of fieldsOf(operation, filledIn)) {
    const option = `--${optionOf(name)}`
    for (const given of repeated(rawArgs, optionOf(name))) {
      const text = given === '-' && schema.writeOnly === true ? await firstLine() : given
      for (const part of partsOf(schema, text)) {
        values[place][name] = typedValue(schema, option, part, values[place][name])
      }
    }
  }
  return values
}

/** A list of texts may also be written with commas. */
const partsOf = ({ type, items }: JsonSchema, text: string): string[] =>
  type === 'array' && items?.type !== 'object' && !text.startsWith('[') ? text.split(',') : [text]
