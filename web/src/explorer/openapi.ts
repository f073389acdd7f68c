import { useQuery } from '@tanstack/react-query'

import { usePreferences } from '../session/preferences.tsx'

/** What is read of a JSON schema. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly default?: unknown
  readonly description?: string
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly writeOnly?: boolean
  readonly $ref?: string
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
}

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

/** One operation of the API, with where it is. */
export interface ApiOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: Required<Media> & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, Media & { readonly description?: string }>>
  readonly security?: readonly object[]
  readonly 'x-permission'?: string
}

/** A group of operations. */
export interface Tag {
  readonly name: string
  readonly description?: string
  readonly 'x-display-name'?: string
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
  readonly tags: readonly Tag[]
}

/** The server's own description of its API. */
export function useApi() {
  const { language } = usePreferences()
  const path = language === 'zh' ? '/openapi.json?language=zh_CN' : '/openapi.json'
  return useQuery({
    queryKey: ['openapi', language],
    placeholderData: (previous) => previous,
    staleTime: Infinity,
    queryFn: async () => {
      const answer = await fetch(path)
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      const document = (await answer.json()) as ApiDocument
      return { document, operations: operationsOf(document) }
    },
  })
}

/** All operations, in the order of the document. */
export function operationsOf(document: ApiDocument): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
    })),
  )
}

/** The schema of a request's JSON body. */
export const bodySchema = (operation: ApiOperation): Schema | undefined =>
  operation.requestBody?.content['application/json']?.schema

/** Follows a reference into the document. */
export function resolve(document: ApiDocument, schema: Schema | undefined): Schema | undefined {
  if (schema?.$ref === undefined) return schema
  return document.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]
}

/** The schemas that say the type: an alternative with null counts as the other one. */
export function plainSchema(schema: Schema): Schema {
  const other = schema.anyOf?.find(({ type }) => type !== 'null')
  return other === undefined
    ? schema
    : { ...other, ...(schema.description === undefined ? {} : { description: schema.description }) }
}
