import type { JsonSchema } from '../samples/openapi.ts'
import { UsageError } from './run.ts'
import { words } from './words.ts'

/**
 * A text of the command line as a value of a schema's type. A list is JSON or grows by repetition, an object is JSON.
 *
 * @param option what the user wrote before the text, such as `--limit`
 * @param before what the option has had so far
 * @throws UsageError
 */
export function typedValue(schema: JsonSchema, option: string, text: string, before?: unknown): unknown {
  const wrong = () => new UsageError(words.cli.valueWrong(option, schema.type ?? 'JSON', text))
  switch (schema.type) {
    case 'integer':
      if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) throw wrong()
      return Number(text)
    case 'number':
      if (text.trim() === '' || !Number.isFinite(Number(text))) throw wrong()
      return Number(text)
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw wrong()
      return text === 'true'
    case 'array': {
      const items = text.startsWith('[') ? parsed(text) : undefined
      if (Array.isArray(items)) return items
      const item = typedValue(schema.items ?? {}, option, text)
      return [...(Array.isArray(before) ? (before as unknown[]) : []), item]
    }
    case 'object': {
      const object = parsed(text)
      if (typeof object !== 'object' || object === null || Array.isArray(object)) throw wrong()
      return object
    }
    default:
      return text
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
