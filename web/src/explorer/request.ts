import { fileForm } from '../../../src/client/file-form.ts'
import { type ApiOperation, bodySchema, uploadField } from './openapi.ts'
import type { Values } from './values.ts'

/** A request that is ready but for what proves who sends it. */
export interface PlainRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
}

/** The names of path parameters that have no value yet. */
const missingInPath = (operation: ApiOperation, values: Values): string[] =>
  operation.parameters
    .filter((parameter) => parameter.in === 'path' && values.path[parameter.name] === undefined)
    .map(({ name }) => name)

/** The request that a filled form stands for. */
export function requestOf(operation: ApiOperation, values: Values, endpoint: string): PlainRequest {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(text(values.path[name])),
  )
  const url = new URL(path, endpoint)
  for (const [name, value] of Object.entries(values.query)) {
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, text(one))
  }
  const headers = Object.fromEntries(
    Object.entries(values.header).map(([name, value]) => [name, text(value)]),
  )
  const hasBody = bodySchema(operation) !== undefined
  return {
    method: operation.method,
    url,
    headers: hasBody ? { ...headers, 'content-type': 'application/json' } : headers,
    body: hasBody ? JSON.stringify(values.body) : undefined,
  }
}

/** The same with a file in a form. */
export async function withFile(request: PlainRequest, field: string, file: File): Promise<PlainRequest> {
  const { contentType, body } = fileForm(field, file.name, file)
  return {
    ...request,
    headers: { ...request.headers, 'content-type': contentType },
    body: new Uint8Array(await body.arrayBuffer()),
  }
}

/** The names of what has no value yet and is needed: parameters of the path, and the file. */
export function missingIn(operation: ApiOperation, values: Values): string[] {
  const field = uploadField(operation)
  const hasFile = field === undefined || values.body[field] instanceof File
  return [...missingInPath(operation, values), ...(hasFile ? [] : [field])]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))
