/**
 * From records to a part of a sheet's deflate stream that refers to nothing before it, so that parts can be made side by
 * side and stand in one stream. This side of the module copies records in, takes deflated bytes out, and does what is rare.
 */

import { crc32 } from 'node:zlib'

import { CUT_CELLS_NAMED } from './cut-cells.ts'
import { numberText } from './number-text.ts'
import { MAX_ROWS } from './limits.ts'
import type { Column } from './plan.ts'
import { loneBackslash, tooFewFields, tooManyFields, unknownCode } from './record-problem.ts'
import { LF } from './records.ts'
import { momentText } from './serial-date.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { SheetLimits } from './sheet-engine.ts'
import { describeTemplate } from './template-description.ts'
import { OUTCOME, type TemplateModule, instantiate } from './template-module.ts'

/** Bytes of records copied in at once. A longer record gets more. */
const INPUT_BYTES = 1 << 16
/** Bytes of XML in the window: the 32 KiB that matches reach back, and what is written until it slides. */
const WINDOW_BYTES = 1 << 18
/** How far a match reaches back (RFC 1951, 2). */
const REACH = 1 << 15

const NO_LIMITS: SheetLimits = { rows: MAX_ROWS, bytes: Infinity }

/** What came of a part. */
export type Part = {
  /** Deflated: the first bytes of the buffer that was given, or of a longer one. */
  bytes: Uint8Array
  /** Of the XML: its CRC-32 and its bytes. */
  crc: number
  size: number
  rows: number
  /** Bytes of records that are in it: less than were given where the sheet is full. */
  read: number
  /** Cells that were cut, and the first ones by row of the sheet and column from 0. */
  cut: number
  cuts: { row: number; column: number }[]
  /** What is wrong with the record after `rows`; the part ends there. */
  problem?: string
}

export class PartEncoder {
  readonly #columns: readonly Column[]
  readonly #module: TemplateModule
  readonly #everyTextShared: boolean
  #input: number
  #inputBytes = INPUT_BYTES
  #view = Buffer.alloc(0)
  #out: Uint8Array = new Uint8Array(0)
  #part: Part = emptyPart()

  /** @param everyTextShared texts go to the table of shared strings as long as it takes them */
  constructor(columns: readonly Column[], shared: SharedStrings, everyTextShared: boolean) {
    this.#columns = columns
    this.#everyTextShared = everyTextShared
    this.#module = instantiate({
      intern: (xml, length) => shared.intern(this.#memory.subarray(xml, xml + length), length),
      parseNumber: (from, to) => Number(numberText(this.#memory, from, to) ?? NaN),
      momentText: (seconds, at) => this.#memory.write(momentText(seconds), at),
      noteCut: (column) => {
        if (++this.#part.cut <= CUT_CELLS_NAMED)
          this.#part.cuts.push({ row: this.#module.rowIndex(), column })
      },
    })
    this.#input = this.#module.allocateInput(INPUT_BYTES)
    this.#module.allocateWindow(WINDOW_BYTES)
    describeTemplate(this.#module, columns, shared)
  }

  /**
   * Rows of a sheet.
   *
   * @param records complete ones
   * @param rowIndex number of the first row in its sheet, whose header is 1
   * @param out takes the part, if it is long enough
   * @param limits what the sheet still takes; absent: all of the records are known to fit
   */
  encode(records: Buffer, rowIndex: number, out: Uint8Array, limits: SheetLimits = NO_LIMITS): Part {
    const module = this.#module
    this.#begin(rowIndex, out)
    module.setLimits(limits.rows, limits.bytes, this.#everyTextShared)
    const part = this.#part
    let outcome: number = OUTCOME.done
    while (part.read < records.length && outcome === OUTCOME.done) {
      const length = this.#copyRecords(records, part.read)
      while ((outcome = module.encode()) === OUTCOME.noRoom) this.#makeRoom(module.roomNeeded())
      part.read += outcome === OUTCOME.done ? length : module.readUntil()
    }
    if (outcome !== OUTCOME.done && outcome !== OUTCOME.sheetFull) part.problem = this.#problem(outcome)
    module.finishPart()
    return this.#end()
  }

  /** Text of a sheet as it is. @param last ends the sheet's stream */
  putText(text: string, last: boolean): Part {
    const module = this.#module
    const bytes = Buffer.from(text)
    this.#begin(1, new Uint8Array(0))
    for (let from = 0; from < bytes.length; from += INPUT_BYTES) {
      const length = bytes.copy(this.#memory, this.#input, from, from + INPUT_BYTES)
      if (module.windowRoom() < length) this.#makeRoom(length)
      module.putText(length)
    }
    if (last) module.finish()
    else module.finishPart()
    return this.#end()
  }

  /** The module's memory. Where that has grown, the view of before is empty. */
  get #memory(): Buffer {
    if (this.#view.length === 0) this.#view = Buffer.from(this.#module.memory.buffer)
    return this.#view
  }

  #begin(rowIndex: number, out: Uint8Array): void {
    this.#part = emptyPart()
    this.#out = out
    this.#module.begin(rowIndex)
  }

  #end(): Part {
    const part = this.#part
    part.rows = this.#module.rowCount()
    part.size = this.#module.sheetBytes()
    this.#makeRoom(0)
    return part
  }

  /** Copies whole records in, as many as there is room for, but at least one. @returns their bytes */
  #copyRecords(records: Buffer, from: number): number {
    let end = records.length
    if (end - from > this.#inputBytes) end = records.lastIndexOf(LF, from + this.#inputBytes - 1) + 1
    if (end <= from) end = records.indexOf(LF, from) + 1
    const length = end - from
    if (length > this.#inputBytes) {
      this.#inputBytes = length * 2
      this.#input = this.#module.allocateInput(this.#inputBytes)
    }
    records.copy(this.#memory, this.#input, from, end)
    this.#module.setRecords(length)
    return length
  }

  /** Takes what the module has made, so that its window can slide. @param bytes of XML that must have room */
  #makeRoom(bytes: number): void {
    const module = this.#module
    const memory = this.#memory
    const made = memory.subarray(module.uncountedFrom(), module.uncountedTo())
    this.#part.crc = crc32(made, this.#part.crc)
    module.slide()
    this.#append(memory.subarray(module.outputFrom(), module.outputTo()))
    module.takeOutput()
    if (module.windowRoom() < bytes) module.allocateWindow(REACH + bytes * 2)
  }

  #append(bytes: Uint8Array): void {
    const from = this.#part.bytes.length
    const to = from + bytes.length
    if (to > this.#out.length) {
      const longer = new Uint8Array(to * 2)
      longer.set(this.#part.bytes)
      this.#out = longer
    }
    this.#out.set(bytes, from)
    this.#part.bytes = this.#out.subarray(0, to)
  }

  #problem(outcome: number): string {
    const column = this.#module.fault()
    const at = this.#columns[column]
    if (outcome === OUTCOME.tooFewFields) return tooFewFields(column + 1, this.#columns.length)
    if (outcome === OUTCOME.tooManyFields) return tooManyFields(this.#columns.length)
    if (outcome === OUTCOME.loneBackslash) return loneBackslash(column)
    return unknownCode(column, at?.kind === 'code' ? at.texts.length : 0)
  }
}

const emptyPart = (): Part => ({
  bytes: new Uint8Array(0),
  crc: 0,
  size: 0,
  rows: 0,
  read: 0,
  cut: 0,
  cuts: [],
})
