import type { RawBuilder } from 'kysely'

import type { Bind, UserScope } from '../../directory/user-filter.ts'
import type { Dictionary } from '../../i18n/dictionary.ts'
import type { ShownColumn } from '../column.ts'

/** Which rows an export has: those of a project that its filter and the orderer's scope let through. */
export interface Selection<Filter> {
  readonly projectId: string
  readonly filter: Filter
  readonly scope: UserScope
}

/** One kind of export: what it reads, the columns that it shows, and what it says of itself. */
export interface ExportKind<Filter> {
  /** What the names of its files begin with. */
  readonly filePrefix: string
  readonly columns: readonly ShownColumn[]
  /** How many rows a selection has. */
  count(selection: Selection<Filter>): RawBuilder<{ total: number }>
  /**
   * The query whose rows an export writes: a value for each of {@link columns}, in the order of lists.
   *
   * @param bind puts values in; COPY takes no parameters
   */
  rows(selection: Selection<Filter>, bind: Bind): RawBuilder<unknown>
  words(words: Dictionary): KindWords
  /** What a selection contains, as a sentence. */
  contents(filter: Filter, scope: UserScope, words: Dictionary): string
  /** What it leaves out. */
  leftOut(filter: Filter, scope: UserScope, words: Dictionary): string
}

/** What a workbook of a kind is called in a language, and what its rows are. */
export interface KindWords {
  readonly title: string
  readonly sheetName: string
  /** What is counted, such as "Users". */
  readonly rows: string
  /** Says that as many rows were written as were counted. */
  readonly complete: (rows: string) => string
}
