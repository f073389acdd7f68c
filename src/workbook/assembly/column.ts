/** Columns as JavaScript has described them: how their fields arrive, and the tags of their cells. */

import { moved } from './piece'

export const TEXT: u32 = 0
export const NUMBER: u32 = 1
/** Any other kind is a code: a number that stands for a text. */
export const DATETIME: u32 = 2

@unmanaged
export class Column {
  kind: u32
  /** Pieces: up to the row number; from there to a text; to a number or date; the end of a text; of anything else. */
  open: usize
  text: usize
  value: usize
  closeText: usize
  closeValue: usize
  /** Pieces from the row number to the end of the cell: a code's, or that of an empty date. */
  codes: usize
  codeCount: u32
  /** Where in the window the value above stands; 0: nowhere. */
  above: usize
  aboveEnd: usize
}

const SIZE = <usize>offsetof<Column>()

export class Columns {
  static first: usize = 0
  static count: u32 = 0
}

/** Room for a table of columns, in the layout of Column. @returns its address */
export function allocateColumns(count: u32): usize {
  Columns.count = count
  Columns.first = heap.alloc(SIZE * count)
  memory.fill(Columns.first, 0, SIZE * count)
  return Columns.first
}

export function columnAt(index: u32): Column {
  return changetype<Column>(Columns.first + <usize>index * SIZE)
}

/** The window's bytes have moved down by so many. */
export function moveValues(bytes: isize): void {
  for (let index: u32 = 0; index < Columns.count; index++) {
    const column = columnAt(index)
    column.above = moved(column.above, bytes)
    column.aboveEnd = moved(column.aboveEnd, bytes)
  }
}
