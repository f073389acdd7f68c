import { type RawBuilder, sql } from 'kysely'

import type { Dictionary } from '../i18n/dictionary.ts'
import type { Column } from '../workbook/index.ts'

/** A column of an exported workbook, and how it is shown in a language. */
export interface ShownColumn {
  readonly field: string
  readonly column: (words: Dictionary) => Column
}

/** A column with where its value comes from. */
export interface ExportColumn extends ShownColumn {
  /** SQL over the tables of its kind's query, giving what the workbook's column takes. */
  readonly value: RawBuilder<unknown>
}

/** Makes the columns of one kind of workbook, whose headers stand in one place of the dictionary. */
export function columnsWith<Field extends string>(
  headers: (words: Dictionary) => Readonly<Record<Field, string>>,
) {
  const text = (field: Field, value: RawBuilder<unknown>): ExportColumn => ({
    field,
    value,
    column: (words) => ({ kind: 'text', header: headers(words)[field] }),
  })
  const number = (field: Field, value: RawBuilder<unknown>): ExportColumn => ({
    field,
    value,
    column: (words) => ({ kind: 'number', header: headers(words)[field] }),
  })
  const instant = (
    field: Field,
    value: RawBuilder<unknown>,
    empty: (words: Dictionary) => string,
  ): ExportColumn => ({
    field,
    // float8: to format a numeric costs 0.9 s a million rows more.
    value: sql`date_part('epoch', ${value})`,
    column: (words) => ({ kind: 'datetime', header: headers(words)[field], empty: empty(words) }),
  })
  /** Few different texts: PostgreSQL sends the number of one. */
  const code = (
    field: Field,
    value: RawBuilder<unknown>,
    texts: (words: Dictionary) => readonly string[],
  ): ExportColumn => ({
    field,
    value,
    column: (words) => ({ kind: 'code', header: headers(words)[field], texts: texts(words) }),
  })
  return { text, number, instant, code }
}
