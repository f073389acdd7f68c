/** What a cell's text says, in either language; what it cannot say is a fault. */

import type { Dictionary } from '../i18n/dictionary.ts'
import { dictionary } from '../i18n/dictionary.ts'

/** Why a cell's text is refused: a sentence of the dictionary, in the language of the import. */
export class CellFault {
  readonly sentence: string

  constructor(sentence: string) {
    this.sentence = sentence
  }
}

/** Reads one kind of cell; the text is not blank. @returns the value as COPY takes it */
export type ReadCell = (text: string, words: Dictionary) => string | CellFault

const LANGUAGES = [dictionary('en_US'), dictionary('zh_CN')] as const

/** One of some values, by its text in either language, or by its name in the API; ignoring case. */
export function choice<Value extends string>(
  values: readonly Value[],
  textOf: (words: Dictionary, value: Value) => string,
): ReadCell {
  const known = new Map<string, Value>()
  for (const value of values) {
    known.set(value.toLowerCase(), value)
    for (const words of LANGUAGES) known.set(textOf(words, value).toLowerCase(), value)
  }
  return (text, words) => {
    const value = known.get(text.trim().toLowerCase())
    if (value !== undefined) return value
    const allowed = values.map((each) => textOf(words, each)).join(', ')
    return new CellFault(words.imports.reasons.choice(allowed))
  }
}

/** Yes or no, in either language; TRUE, FALSE, 1 and 0, as spreadsheets and the API write them, too. */
export const yesNo: ReadCell = alsoBoolean(
  choice(['true', 'false'], ({ users }, value) => (value === 'true' ? users.yes : users.no)),
)

export const subscription: ReadCell = alsoBoolean(
  choice(['true', 'false'], ({ users }, value) =>
    value === 'true' ? users.subscribed : users.notSubscribed,
  ),
)

function alsoBoolean(read: ReadCell): ReadCell {
  return (text, words) => {
    if (text === '1') return 'true'
    return text === '0' ? 'false' : read(text, words)
  }
}

/** A number of desktops: what PostgreSQL's integer holds. */
export const count: ReadCell = (text, words) => {
  const digits = text.trim().replace(/\.0*$/, '')
  if (/^\d{1,10}$/.test(digits) && Number(digits) <= 2_147_483_647) return digits
  return new CellFault(words.imports.reasons.count)
}

/** PostgreSQL's word for what comes after every date: it stands for "never". */
export const NEVER = 'infinity'

const MOMENT =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|\+00:00)?)?$/
const NEVERS = new Set(['0', ...LANGUAGES.map(({ users }) => users.never.toLowerCase())])

/** A moment in UTC, to the day, minute, second or millisecond; or never. */
export const instant: ReadCell = (text, words) => {
  const trimmed = text.trim()
  if (NEVERS.has(trimmed.toLowerCase())) return NEVER
  const fault = () => new CellFault(words.imports.reasons.instant(words.users.never))
  const match = MOMENT.exec(trimmed)
  if (match === null) return fault()
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', fraction = ''] = match
  const two = (digits: string) => digits.padStart(2, '0')
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`
  const date = new Date(iso)
  // 31 February is read as a day in March, and a year 0 is none of PostgreSQL's.
  return year !== '0000' && !Number.isNaN(date.getTime()) && date.toISOString() === iso ? iso : fault()
}

/**
 * How exactly a moment is written, as PostgreSQL's date_trunc names it: a CSV file that Excel made shows minutes only, and
 * says no less than the directory does where these agree.
 */
export function precisionOf(text: string): 'minute' | 'second' | 'milliseconds' {
  if (/\.\d/.test(text)) return 'milliseconds'
  return /[T ]\d{1,2}:\d{2}(?:Z|\+00:00)?\s*$/.test(text) ? 'minute' : 'second'
}
