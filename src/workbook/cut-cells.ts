import { columnLetters } from './cell-reference.ts'
import type { CutCells } from './plan.ts'

export const CUT_CELLS_NAMED = 10

/** Counts a cell that was cut, and names it. @param column from 0 */
export function noteCut(cutCells: CutCells, sheet: string, row: number, column: number): void {
  cutCells.count++
  nameCut(cutCells, sheet, row, column)
}

/** Names a cell that was counted, if it is one of the first. */
export function nameCut(cutCells: CutCells, sheet: string, row: number, column: number): void {
  if (cutCells.first.length < CUT_CELLS_NAMED) {
    cutCells.first.push({ sheet, row, column: columnLetters(column + 1) })
  }
}
