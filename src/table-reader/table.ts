import type { Readable } from 'node:stream'

/** A file that can be read at any place. */
export interface Source {
  /** Bytes. */
  readonly size: number
  /** The bytes `start` to `end`, both inclusive. */
  read(range: { start: number; end: number }): Promise<Readable>
}

/** A cell's text; null: blank. */
export type Cell = string | null

/** A row with at least one cell that is not blank. */
export interface Row {
  /** As the file counts it, from 1. */
  readonly number: number
  /** By column, from the first on. There may be holes. */
  readonly cells: readonly (Cell | undefined)[]
}

/** One sheet of a workbook; a CSV file is a table of one. */
export interface Sheet {
  readonly name: string
  /** The first row that is not blank; null: there is none. Only as much of the file is read as that takes. */
  firstRow(): Promise<Row | null>
  /** Every row that is not blank, some at a time. */
  rows(): AsyncIterable<readonly Row[]>
  /** The share of the sheet's bytes that {@link rows} has read, 0 to 1. */
  readonly done: number
}

/** A file of rows. Close it: it may hold a temporary file. */
export interface Table {
  readonly sheets: readonly Sheet[]
  close(): Promise<void>
}
