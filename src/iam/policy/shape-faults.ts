/** What we need of a validator's errors. */
interface ShapeError {
  readonly keyword: string
  readonly instancePath: string
  readonly params: object
}

/** Sentences of the validator's errors, one for each place: of several the first says enough. */
export function shapeFaults(errors: readonly ShapeError[]): string[] {
  const sentences = new Map<string, string>()
  for (const error of errors) {
    const place = placeOf(error)
    const sentence = sentenceOf(error)
    // `const` comes with a fault of the whole, which says it better.
    if (sentence !== undefined && !sentences.has(place)) sentences.set(place, `${place} ${sentence}`)
  }
  return sentences.size > 0 ? [...sentences.values()] : ['The document is not a policy']
}

interface Params {
  readonly missingProperty?: string
  readonly additionalProperty?: string
  readonly limit?: number
  readonly type?: string | readonly string[]
}

/** JSON pointers escape `~` and `/` (RFC 6901, 3); a place is for reading. */
function placeOf({ keyword, instancePath, params }: ShapeError): string {
  const inside = instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')
  const { missingProperty, additionalProperty } = params as Params
  const name = keyword === 'required' ? missingProperty : additionalProperty
  return [inside, name ?? ''].filter((part) => part !== '').join('/') || 'The document'
}

const names: Readonly<Record<string, string>> = { array: 'a list', object: 'an object', string: 'a text' }

function sentenceOf({ keyword, instancePath, params }: ShapeError): string | undefined {
  const { limit, type } = params as Params
  switch (keyword) {
    case 'required':
      return 'is missing'
    case 'additionalProperties':
      return 'is not an element of this version'
    case 'type':
      return `must be ${names[String(type)] ?? String(type)}`
    case 'minItems':
      return 'must not be empty'
    case 'maxItems':
      return `must have at most ${limit} items`
    case 'maxLength':
      return `must have at most ${limit} characters`
    case 'anyOf':
      return instancePath.endsWith('/Effect') ? 'must be Allow or Deny' : 'must be a text or a list of texts'
    default:
      return undefined
  }
}
