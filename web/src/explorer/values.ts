import type { ApiOperation, Schema } from './openapi.ts'
import { bodySchema, uploadField as uploadFieldOf } from './openapi.ts'

type Scalars = Readonly<Record<string, unknown>>

/** What is filled in of a call. What is not set is not there. */
export interface Values {
  readonly path: Scalars
  readonly query: Scalars
  readonly header: Scalars
  readonly body: Scalars
}

export const NOTHING: Values = { path: {}, query: {}, header: {}, body: {} }
export type Place = keyof Values

/** The values with one changed; undefined takes it away. */
export function withValue(values: Values, place: Place, name: string, value: unknown): Values {
  return { ...values, [place]: withField(values[place], name, value) }
}

export function withField(fields: Scalars, name: string, value: unknown): Scalars {
  const { [name]: _old, ...others } = fields
  return value === undefined || value === '' ? others : { ...others, [name]: value }
}

/** The values as an address holds them: a call can be sent to a colleague. Secrets stay out. */
export function toSearch(values: Values, operation: ApiOperation): URLSearchParams {
  const search = new URLSearchParams()
  for (const place of ['path', 'query', 'header'] as const) {
    for (const [name, value] of Object.entries(values[place]))
      search.set(`${place}.${name}`, JSON.stringify(value))
  }
  // Of a file there is nothing that an address could hold.
  const body =
    uploadFieldOf(operation) === undefined
      ? (withoutSecrets(values.body, bodySchema(operation)) as Scalars)
      : {}
  if (Object.keys(body).length > 0) search.set('body', JSON.stringify(body))
  return search
}

/** What an address holds; what cannot be read is left out. */
export function fromSearch(search: URLSearchParams): Values {
  const values = { path: {}, query: {}, header: {}, body: {} } as Record<Place, Record<string, unknown>>
  for (const [key, text] of search) {
    const [place, name] = key.split(/\.(.*)/s, 2) as [Place, string?]
    const value = parse(text)
    if (value === undefined || !Object.hasOwn(values, place)) continue
    if (place === 'body' && typeof value === 'object' && value !== null) values.body = { ...value }
    else if (name !== undefined && name !== '__proto__') values[place][name] = value
  }
  return values
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function withoutSecrets(value: unknown, schema: Schema | undefined): unknown {
  if (schema === undefined || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, schema.items))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => schema.properties?.[name]?.writeOnly !== true)
      .map(([name, field]) => [name, withoutSecrets(field, schema.properties?.[name])]),
  )
}

/** The project that a call is about: the one filled in, else the session's. */
export function projectOf(
  values: Values,
  session: { readonly project: { readonly id: string } | null },
): string {
  const { project_id: filled } = values.path
  return typeof filled === 'string' ? filled : (session.project?.id ?? '')
}
