/** As much of an OpenAPI 3.1 document as samples and pages are made of. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly OpenApiParameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: OpenApiContent }
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: OpenApiContent }>
  >
  /** Empty: anybody may call it. Absent: as the document says, with a token or a signature. */
  readonly security?: readonly object[]
  /** The action that the caller needs to be allowed. */
  readonly 'x-permission'?: string
}

export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

export interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
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
  readonly items?: JsonSchema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  /** A secret: sent, never answered. */
  readonly writeOnly?: boolean
  readonly $ref?: string
}

export type OpenApiContent = Readonly<Record<string, { readonly schema: JsonSchema }>>

/** An operation and where it is. */
export interface FoundOperation {
  /** In upper case. */
  readonly method: string
  /** Such as `/v3/{project_id}/users/export`. */
  readonly url: string
  readonly operation: OpenApiOperation
}

/** Every operation of a document, in its order. */
export function operationsOf(document: OpenApiDocument): FoundOperation[] {
  return Object.entries(document.paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), url, operation })),
  )
}

/** The operation with an ID, such as `ExportUsersNew`. */
export function findOperation(document: OpenApiDocument, operationId: string): FoundOperation | undefined {
  return operationsOf(document).find(({ operation }) => operation.operationId === operationId)
}

/** The field that an operation's file goes into, which is uploaded as a form (RFC 7578); undefined: it takes none. */
export function uploadFieldOf({ requestBody }: OpenApiOperation): string | undefined {
  const fields = requestBody?.content['multipart/form-data']?.schema.properties ?? {}
  return Object.keys(fields).find((name) => fields[name]?.format === 'binary')
}

/** The schema of an operation's JSON body; undefined: it takes none. */
export function bodySchemaOf({ requestBody }: OpenApiOperation): JsonSchema | undefined {
  return requestBody?.content['application/json']?.schema
}
