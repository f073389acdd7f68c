import { dictionary } from '../i18n/dictionary.ts'
import { type Cell, type Row, UnreadableFile } from '../table-reader/index.ts'
import { type FieldName, importFields } from './fields.ts'

/** A column of the file that the import keeps. */
export interface FileColumn {
  /** Where it stands in the file, from 0. */
  readonly index: number
  /** As the file has it. */
  readonly header: string
  /** What it says of users; null: nothing that is known. */
  readonly field: FieldName | null
}

/** The columns of a sheet of users. */
export interface Header {
  readonly columns: readonly FileColumn[]
  /** Headers that are known in no language. */
  readonly unknown: readonly string[]
}

/** More columns than anybody has: what is kept of a row is a row of PostgreSQL's. */
export const MAX_COLUMNS = 256

const LANGUAGES = [dictionary('en_US'), dictionary('zh_CN')] as const
const fold = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** Fields by their headers in both languages, and by their names in the API. */
const FIELDS = new Map<string, FieldName>(
  (Object.keys(importFields) as FieldName[]).flatMap((field) => [
    [field, field],
    ...LANGUAGES.map(({ users }) => [fold(users.headers[field]), field] as const),
  ]),
)
/** The columns that a report adds: where one is imported again they are left out. */
const OF_REPORTS = new Set(LANGUAGES.flatMap(({ imports }) => Object.values(imports.headers).map(fold)))

/**
 * The columns that a sheet's first row names, in either language and any order.
 *
 * @returns null: it has no column of user names
 * @throws UnreadableFile saying which column stands there twice, or that there are too many
 */
export function readHeader(row: Row | null): Header | null {
  const named = (row?.cells ?? []).flatMap((cell: Cell | undefined, index) => {
    const header = cell?.trim() ?? ''
    return header === '' || OF_REPORTS.has(fold(header))
      ? []
      : [{ index, header, field: FIELDS.get(fold(header)) ?? null }]
  })
  if (!named.some(({ field }) => field === 'user_name')) return null
  if (named.length > MAX_COLUMNS) {
    throw new UnreadableFile(`the header names ${named.length} columns, and at most ${MAX_COLUMNS} are read`)
  }
  const twice = named.find(
    ({ field }, at) => field !== null && named.findIndex((other) => other.field === field) !== at,
  )
  if (twice !== undefined) throw new UnreadableFile(`the header names the column "${twice.header}" twice`)
  return {
    columns: named,
    unknown: named.flatMap(({ field, header }) => (field === null ? [header] : [])),
  }
}

/** Whether two sheets name the same columns in the same places. */
export const isSameHeader = (a: Header, b: Header): boolean =>
  JSON.stringify(a.columns) === JSON.stringify(b.columns)
