import { type ApiDocument, type Schema, plainSchema, resolve } from './openapi.ts'

const BY_NAME: Readonly<Record<string, unknown>> = {
  user_name: 'li.na',
  user_email: 'li.na@example.com',
  user_phone: '+8613800138000',
  language: 'en_US',
  enterprise_project_id: '0',
  limit: 10,
  offset: 0,
}

/** A value that a schema allows, such as an example shows. */
export function exampleOf(document: ApiDocument, given: Schema, name = ''): unknown {
  const schema = plainSchema(resolve(document, given) ?? {})
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (name in BY_NAME) return BY_NAME[name]
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([field, inner]) => [field, exampleOf(document, inner, field)]),
    )
  }
  if (schema.type === 'array') return [exampleOf(document, schema.items ?? {}, name.replace(/s$/, ''))]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  if (schema.type === 'boolean') return true
  if (schema.type === 'null') return null
  if (/_at$|_time$|expires/.test(name)) return '2026-11-24T05:53:22.000Z'
  if (/id$|ids?$/.test(name)) return '0192f0c1a2b37c4d8e5f60718293a4b5'
  return name === '' ? 'text' : name
}
