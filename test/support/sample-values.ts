import type { CallValues } from '../../src/samples/call.ts'
import { type JsonSchema, type OpenApiOperation, bodySchemaOf } from '../../src/samples/openapi.ts'

/** Values for an operation, made from its schemas: those that must be there, or all of them. */
export function valuesFor(operation: OpenApiOperation, which: 'minimal' | 'full'): CallValues {
  const place = (name: string) =>
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === name && (which === 'full' || parameter.required === true))
        .map((parameter) => [parameter.name, exampleOf(parameter.schema, which)]),
    )
  const schema = bodySchemaOf(operation)
  const wanted = which === 'full' || operation.requestBody?.required === true
  return {
    path: place('path'),
    query: place('query'),
    header: place('header'),
    ...(schema === undefined || !wanted ? {} : { body: exampleOf(schema, which) }),
  }
}

/** A text with something in it that some language reads as more than itself. */
const TEXT = `a"b'c\\d$e\${f}#{g}%h\`i\n??=王 👩‍👩 !{$j}`

function exampleOf(schema: JsonSchema, which: 'minimal' | 'full'): unknown {
  if (schema.enum !== undefined) return schema.enum[0]
  switch (schema.type) {
    case 'integer':
      return which === 'full' ? (schema.maximum ?? 7) : (schema.minimum ?? 7)
    case 'number':
      return 1.5
    case 'boolean':
      return true
    case 'array': {
      const item = exampleOf(schema.items ?? {}, which)
      return which === 'full' ? [item, item] : [item]
    }
    case 'object': {
      const { properties, required = [] } = schema
      if (properties === undefined) return { k: 'v', [TEXT]: TEXT }
      const names = Object.keys(properties).filter((name) => which === 'full' || required.includes(name))
      return Object.fromEntries(names.map((name) => [name, exampleOf(properties[name] ?? {}, which)]))
    }
    default:
      return which === 'full' ? TEXT : 'ab'
  }
}
