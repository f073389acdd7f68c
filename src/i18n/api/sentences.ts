/** What a sentence of the API's description is in another language, by the English one. */
export type Sentences = Readonly<Record<string, string>>

/** Keywords whose text a person reads. */
const READ = new Set(['title', 'summary', 'description', 'x-display-name'])

/** Keywords below which the names are a caller's or the API's own, such as a field that is called `description`. */
const NAMED = new Set([
  'paths',
  'responses',
  'content',
  'properties',
  'patternProperties',
  'schemas',
  'securitySchemes',
])

/** Keywords whose values are sent or answered as they are. */
const VALUES = new Set(['default', 'enum', 'const', 'example', 'examples'])

/**
 * An OpenAPI document with each sentence replaced; all else is as it was, identifiers above all.
 *
 * @param replace is told each sentence, once for every place
 */
export function mapSentences<Document>(document: Document, replace: (sentence: string) => string): Document {
  return mapKeywords(document, replace) as Document
}

function mapKeywords(value: unknown, replace: (sentence: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapKeywords(item, replace))
  return mapEntries(value, (keyword, inner) => {
    if (VALUES.has(keyword)) return inner
    if (READ.has(keyword) && typeof inner === 'string') return replace(inner)
    return NAMED.has(keyword)
      ? mapEntries(inner, (_name, named) => mapKeywords(named, replace))
      : mapKeywords(inner, replace)
  })
}

function mapEntries(value: unknown, map: (name: string, inner: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, map(name, inner)]))
}
