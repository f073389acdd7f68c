import { errorMeanings } from '../../../src/i18n/error-meanings/index.ts'
import markdown from '../../../docs/reference/errors.md?raw'

/** A row of the table of errors. */
export interface ErrorRow {
  readonly name: string
  readonly status: number
  readonly code: string
  /** `…` stands for what an answer fills in. */
  readonly message: string
  /** What it means and what to do, by language. */
  readonly meaning: { readonly en: string; readonly zh: string }
}

const meaningOf = (language: 'en_US' | 'zh_CN', name: string): string =>
  (errorMeanings[language] as Readonly<Record<string, string>>)[name] ?? ''

/** Every error there is, from the page that is made from the server's own table. */
export const errorTable: readonly ErrorRow[] = markdown.split('\n').flatMap((line) => {
  const cells = /^\| `(\w+)` \| (\d{3}) \| (\S+) \| (.*) \| [^|]* \|$/.exec(line)
  if (cells === null) return []
  const [, name = '', status = '', code = '', message = ''] = cells
  const meaning = { en: meaningOf('en_US', name), zh: meaningOf('zh_CN', name) }
  return [{ name, status: Number(status), code, message, meaning }]
})

/** The rows that an answer may be, the one whose message fits first. */
export function rowsOf(status: number, code: string, message: string): ErrorRow[] {
  return errorTable
    .filter((row) => row.status === status && (row.code === code || code === ''))
    .toSorted((one, other) => fit(other, message) - fit(one, message))
}

const fit = (row: ErrorRow, message: string): number =>
  Math.max(...row.message.split('…').map((part) => (part !== '' && message.includes(part) ? part.length : 0)))
