import { useQuery } from '@tanstack/react-query'

import {
  type JsonSchema,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
  bodySchemaOf,
  operationsOf as found,
  uploadFieldOf,
} from '../../../src/samples/openapi.ts'
import { usePreferences } from '../session/preferences.tsx'

export type Schema = JsonSchema

/** One operation of the API, with where it is. */
export interface ApiOperation extends OpenApiOperation {
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly parameters: readonly OpenApiParameter[]
}

/** A group of operations. */
export interface Tag {
  readonly name: string
  readonly description?: string
  readonly 'x-display-name'?: string
}

export interface ApiDocument extends OpenApiDocument {
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
export const operationsOf = (document: ApiDocument): ApiOperation[] =>
  found(document).map(({ method, url, operation }) => ({
    ...operation,
    method,
    path: url,
    tags: operation.tags ?? [],
    summary: operation.summary ?? '',
    parameters: operation.parameters ?? [],
  }))

/** The schema of a request's JSON body. */
export const bodySchema: (operation: ApiOperation) => Schema | undefined = bodySchemaOf

/** The field that a file goes into. */
export const uploadField: (operation: ApiOperation) => string | undefined = uploadFieldOf

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
