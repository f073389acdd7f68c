/**
 * From records to the deflated bytes of one sheet's entry. What is above knows records going in and the digest coming
 * out; whether XML text exists in between is the engine's own affair. Inflated, all engines give the same bytes.
 */

import type { EntryDigest } from './deflate.ts'
import type { CutCells } from './plan.ts'

/** Rows below the header, and bytes of XML, after which a sheet takes no more records. */
export type SheetLimits = { rows: number; bytes: number }

export interface SheetEngine {
  /** Rows of the sheet, without its header. */
  readonly rows: number
  /** Records taken, in all sheets. */
  readonly allRows: number
  /** Whether the next record belongs in another sheet. */
  readonly full: boolean
  readonly cutCells: CutCells
  /** @param head what stands before the first row below the header */
  open(name: string, head: string): Promise<void>
  /**
   * Takes complete records until `records` ends or the sheet is full.
   * @returns where it stopped
   * @throws RecordError, also for one of a call before
   */
  write(records: Buffer, from: number): Promise<number>
  /**
   * @param tail what stands after the last row
   * @throws RecordError
   */
  close(tail: string): Promise<EntryDigest>
}
