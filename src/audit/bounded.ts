import { createHash } from 'node:crypto'

/** Longest text, most items of a list and most characters of all details that an event keeps. */
const LONGEST_TEXT = 1024
const MOST_ITEMS = 256
const LONGEST_DETAILS = 65_536

/** A text as it can be stored: of bounded length, and without the characters that PostgreSQL does not hold. */
export function boundedText(text: string): string {
  const plain = text.toWellFormed().replaceAll('\0', '\u{FFFD}')
  // Half of a pair at the end is no character.
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT).toWellFormed()}…` : plain
}

/** A list of texts as it can be stored; what is left out is the end of it. */
export const boundedTexts = (texts: readonly string[]): string[] =>
  texts.slice(0, MOST_ITEMS).map(boundedText)

/** Details as JSON that can be stored. Of what is too long, its length and SHA-256 stay. */
export function boundedDetails(details: object): string {
  const json = JSON.stringify(details, (_name, value: unknown) =>
    typeof value === 'string' ? boundedText(value) : value,
  )
  if (json.length <= LONGEST_DETAILS) return json
  return JSON.stringify({
    too_long: json.length,
    sha256: createHash('sha256').update(json).digest('hex'),
  })
}
