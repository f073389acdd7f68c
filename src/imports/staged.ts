/**
 * The temporary tables in which an import happens; they end with its connection.
 *
 *     import_rows         a row of the file: its cells as texts, c1 to cN, and what they say, v_<field>
 *     import_memberships  a text that names user groups, and which ones these are
 *     import_outcomes     what becomes of a row, and why
 */

import { type RawBuilder, sql } from 'kysely'

import { type FieldName, importFields } from './fields.ts'
import type { FileColumn } from './header.ts'

/** A column of import_rows that holds a value. */
interface ValueColumn {
  readonly field: FieldName
  /** Index of the file's column that it is made of. */
  readonly index: number
  readonly sqlType: string
}

/** How the rows of a file are staged, and how SQL speaks of them. `r` is import_rows. */
export class Staging {
  readonly columns: readonly FileColumn[]
  readonly values: readonly ValueColumn[]

  constructor(columns: readonly FileColumn[]) {
    this.columns = columns
    this.values = columns.flatMap(({ field }, index) => {
      const read = field === null ? undefined : importFields[field]
      return field !== null && read?.kind === 'value' ? [{ field, index, sqlType: read.sqlType }] : []
    })
  }

  /** Whether the file has a column of a field. */
  has(field: FieldName): boolean {
    return this.columns.some((column) => column.field === field)
  }

  /** What the file calls a field; undefined: it has no column of it. */
  headerOf(field: FieldName): string | undefined {
    return this.columns.find((column) => column.field === field)?.header
  }

  /** The text of a field's cell; NULL: blank, or there is no such column. */
  text(field: FieldName): RawBuilder<string | null> {
    const index = this.columns.findIndex((column) => column.field === field)
    return index < 0 ? sql`NULL::text` : sql`r.${sql.ref(cellName(index))}`
  }

  /** The text without blanks at its ends; NULL where nothing is left. */
  trimmed(field: FieldName): RawBuilder<string | null> {
    return sql`nullif(btrim(${this.text(field)}, E' \\t\\r\\n\\u00a0\\u3000'), '')`
  }

  /** What a field's cell says; NULL: nothing. */
  value(field: FieldName): RawBuilder<unknown> {
    const read = importFields[field]
    if (!this.has(field)) return read.kind === 'value' ? sql`NULL::${sql.raw(read.sqlType)}` : sql`NULL::text`
    return sql`r.${sql.ref(valueName(field))}`
  }

  /** Makes the tables. Names are compared as the directory compares them. */
  get tables(): string {
    const cells = this.columns.map((_, index) => `${cellName(index)} text`)
    const values = this.values.map(({ field, sqlType }) => `${valueName(field)} ${sqlType}`)
    return `
      CREATE TEMP TABLE import_rows (
        number bigint NOT NULL, file_row bigint NOT NULL, user_name text, domain text NOT NULL,
        ${[...cells, ...values].join(', ')}, expires_to text, faults text, rule_faults text,
        name_key text COLLATE "C" GENERATED ALWAYS AS (lower(user_name COLLATE muster_fold)) STORED,
        domain_key text GENERATED ALWAYS AS (lower(domain COLLATE muster_fold)) STORED
      );
      CREATE TEMP TABLE import_memberships (
        cell text, numbers integer[] NOT NULL, unknown text[] NOT NULL, too_long boolean NOT NULL
      );
      CREATE TEMP TABLE import_outcomes (
        number bigint NOT NULL, user_id text COLLATE "C", seen text, outcome smallint NOT NULL, regrouped boolean NOT NULL,
        changes text, reason text
      )`
  }

  /** The columns that rows are copied into, in the order of {@link StagedRow}. */
  get copied(): string {
    return [
      'number',
      'file_row',
      'user_name',
      'domain',
      ...this.columns.map((_, index) => cellName(index)),
      ...this.values.map(({ field }) => valueName(field)),
      'expires_to',
      'faults',
      'rule_faults',
    ].join(', ')
  }
}

export const cellName = (index: number): string => `c${index + 1}`
const valueName = (field: FieldName): string => `v_${field}`

/** What becomes of a row; the number is what stands in import_outcomes. */
export const OUTCOMES = ['created', 'updated', 'unchanged', 'refused'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const outcome = (name: Outcome): RawBuilder<number> => sql.lit(OUTCOMES.indexOf(name))
