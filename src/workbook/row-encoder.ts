/**
 * From records to the XML of rows, bytes to bytes: no string and no object is made for a cell. A text of plain ASCII, the
 * usual one, is copied while its end is looked for; whatever else occurs leaves that loop for text.ts.
 */

import {
  CELL_SCAFFOLD,
  CLOSE_ROW,
  CLOSE_ROW_TAG,
  CLOSE_TEXT,
  CLOSE_VALUE,
  KIND,
  OPEN_ROW,
  cellTemplates,
  startsFormula,
} from './cell-template.ts'
import type { CellTemplate } from './cell-template.ts'
import { noteCut } from './cut-cells.ts'
import { MAX_CELL_UNITS } from './limits.ts'
import { MAX_NUMBER_BYTES, numberText } from './number-text.ts'
import { OVERRUN, writePiece } from './piece.ts'
import type { Column, CutCells } from './plan.ts'
import { loneBackslash, tooFewFields, tooManyFields, unknownCode } from './record-problem.ts'
import { BACKSLASH, DELIMITER, LF, RecordError, fieldEnd, unescape } from './records.ts'
import { hasSerial, momentText, writeInteger, writeSerial } from './serial-date.ts'
import { isBlank, isPadded } from './shared-strings.ts'
import type { SharedStrings } from './shared-strings.ts'
import { GROWTH, writeText } from './text.ts'

/** 1: a byte that ends the copying loop. */
const STOPS = new Uint8Array(256)
STOPS.fill(1, 0, 0x20)
STOPS.fill(1, 0x80, 0x100)
for (const character of '&<>_\\') STOPS[character.charCodeAt(0)] = 1

/** 0: the first byte of a text of which nothing is to be known before it is copied. */
const FIRST = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) {
  if (startsFormula(byte) || isBlank(byte) || byte === BACKSLASH) FIRST[byte] = 1
}

/** Bytes that a cell's text takes at most. */
const MAX_CELL_BYTES = MAX_CELL_UNITS * GROWTH

export class RowEncoder {
  /** Records encoded, in all sheets. */
  rows = 0
  readonly cutCells: CutCells = { count: 0, first: [] }

  readonly #templates: readonly CellTemplate[]
  readonly #shared: SharedStrings
  readonly #everyTextShared: boolean
  #sheet = ''
  /** Row of the sheet that comes next; the header's is 1. */
  #row = 2
  /** Its digits, then blanks. */
  readonly #digits = Buffer.alloc(8, ' ')
  #digitCount = 1
  #out: Buffer = Buffer.alloc(0)
  #view = new DataView(this.#out.buffer)
  #field = Buffer.allocUnsafe(1 << 12)
  readonly #xml = Buffer.allocUnsafe(MAX_CELL_BYTES)

  /** @param everyTextShared texts go to the table of shared strings as long as it takes them */
  constructor(columns: readonly Column[], shared: SharedStrings, everyTextShared: boolean) {
    this.#templates = cellTemplates(columns, shared)
    this.#shared = shared
    this.#everyTextShared = everyTextShared
  }

  /** Starts a sheet below its header. `name` locates cut cells. */
  startSheet(name: string): void {
    this.#sheet = name
    this.#setRow(2)
  }

  /** Bytes that the row of a record of `length` bytes takes at most. */
  bound(length: number): number {
    const columns = this.#templates.length
    return Math.min(length * GROWTH, columns * MAX_CELL_BYTES) + (columns + 1) * CELL_SCAFFOLD + OVERRUN
  }

  /**
   * Writes the row of the record `records[from, to)`, its LF included, into `out`, which must have room for its bound.
   * @returns where the row ends
   * @throws RecordError
   */
  encode(records: Uint8Array, from: number, to: number, out: Buffer, at: number): number {
    if (out !== this.#out) {
      this.#out = out
      this.#view = new DataView(out.buffer, out.byteOffset, out.length)
    }
    const view = this.#view
    const templates = this.#templates
    const last = templates.length - 1
    // A text no longer than that in bytes is none too long in UTF-16 units.
    const short = to - from <= MAX_CELL_UNITS && !this.#everyTextShared
    const row = this.#digits.readDoubleLE(0)
    const digitCount = this.#digitCount
    let pos = writePiece(view, at, OPEN_ROW)
    view.setFloat64(pos, row, true)
    pos = writePiece(view, pos + digitCount, CLOSE_ROW_TAG)
    let read = from
    for (let column = 0; column <= last; column++) {
      const template = templates[column]!
      const start = read
      let byte = records[read]!
      if (byte !== DELIMITER && byte !== LF) {
        pos = writePiece(view, pos, template.open)
        view.setFloat64(pos, row, true)
        pos += digitCount
        // Where the cell's kind cannot say it: -1, and the field is written as text.
        let end = -1
        switch (template.kind) {
          case KIND.text:
            if (!short || FIRST[byte] === 1) break
            end = writePiece(view, pos, template.text)
            while (STOPS[byte] === 0) {
              out[end++] = byte
              byte = records[++read]!
            }
            if (byte !== DELIMITER && byte !== LF) {
              const rest = read
              read = plainEnd(records, read)
              end = records[read] === BACKSLASH ? -1 : writeText(records, rest, read, out, end)
            }
            if (end > 0) end = isBlank(records[read - 1]!) ? -1 : writePiece(view, end, CLOSE_TEXT)
            break
          case KIND.number:
            end = writePiece(view, pos, template.value)
            if (byte === 0x2d) {
              out[end++] = byte
              byte = records[++read]!
            }
            while (byte >= 0x30 && byte <= 0x39 && read - start < MAX_NUMBER_BYTES) {
              out[end++] = byte
              byte = records[++read]!
            }
            if ((byte !== DELIMITER && byte !== LF) || records[read - 1] === 0x2d) {
              read = fieldEnd(records, start)
              const digits = numberText(records, start, read)
              if (digits === undefined) {
                end = -1
                break
              }
              end = writePiece(view, pos, template.value)
              end += out.write(digits, end, 'latin1')
            }
            end = writePiece(view, end, CLOSE_VALUE)
            break
          case KIND.datetime: {
            const negative = byte === 0x2d
            if (negative) byte = records[++read]!
            let seconds = 0
            while (byte >= 0x30 && byte <= 0x39) {
              seconds = seconds * 10 + (byte - 0x30)
              byte = records[++read]!
            }
            if (negative) seconds = -seconds
            if ((byte !== DELIMITER && byte !== LF) || records[read - 1] === 0x2d) {
              read = fieldEnd(records, start)
              const digits = numberText(records, start, read)
              if (digits === undefined) break
              seconds = Number(digits)
            }
            if (!hasSerial(seconds)) {
              const text = Buffer.from(momentText(seconds))
              end = this.#writeText(text, text.length, template, column, pos)
              break
            }
            end = writePiece(view, pos, template.value)
            end = writePiece(view, writeSerial(seconds, out, end), CLOSE_VALUE)
            break
          }
          default: {
            let code = 0
            while (byte >= 0x30 && byte <= 0x39) {
              code = code * 10 + (byte - 0x30)
              byte = records[++read]!
            }
            const text = template.codes[code]
            if (text === undefined || (byte !== DELIMITER && byte !== LF)) {
              throw this.#error(unknownCode(column, template.codes.length))
            }
            end = writePiece(view, pos, text)
          }
        }
        if (end < 0) {
          read = fieldEnd(records, start)
          const length = this.#unescape(records, start, read, column)
          end = this.#writeText(this.#field, length, template, column, pos)
        }
        pos = end
        byte = records[read]!
      } else if (template.kind === KIND.datetime && template.codes.length > 0) {
        pos = writePiece(view, pos, template.open)
        view.setFloat64(pos, row, true)
        pos = writePiece(view, pos + digitCount, template.codes[0]!)
      }
      if ((byte === LF) !== (column === last)) {
        throw this.#error(byte === LF ? tooFewFields(column + 1, last + 1) : tooManyFields(last + 1))
      }
      read++
    }
    this.#setRow(this.#row + 1)
    this.rows++
    return writePiece(view, pos, CLOSE_ROW)
  }

  #setRow(row: number): void {
    this.#row = row
    this.#digitCount = writeInteger(row, this.#digits, 0)
  }

  /** Writes what follows the row number of a cell with the first `length` bytes of `text`. */
  #writeText(text: Uint8Array, length: number, template: CellTemplate, column: number, at: number): number {
    const view = this.#view
    const xml = this.#xml
    let end = writeText(text, 0, length, xml, 0)
    if (end < 0) {
      end = -end
      noteCut(this.cutCells, this.#sheet, this.#row, column)
    }
    const quoted = startsFormula(text[0]!)
    const index = this.#everyTextShared ? this.#shared.intern(xml, end) : -1
    if (index >= 0) {
      at = writePiece(view, at, quoted ? template.quotedShared : template.shared)
      return writePiece(view, writeInteger(index, this.#out, at), CLOSE_VALUE)
    }
    const padded = isPadded(xml, 0, end)
    if (quoted) at = writePiece(view, at, padded ? template.quotedPadded : template.quoted)
    else at = writePiece(view, at, padded ? template.padded : template.text)
    this.#out.set(xml.subarray(0, end), at)
    return writePiece(view, at + end, CLOSE_TEXT)
  }

  /** The field's bytes without escapes, into #field. @returns their number */
  #unescape(records: Uint8Array, from: number, to: number, column: number): number {
    if (to - from > this.#field.length) this.#field = Buffer.allocUnsafe((to - from) * 2)
    const length = unescape(records, from, to, this.#field)
    if (length < 0) throw this.#error(loneBackslash(column))
    return length
  }

  #error(problem: string): RecordError {
    return new RecordError(this.rows + 1, problem)
  }
}

/** Where the field ends, or the first backslash before. */
function plainEnd(records: Uint8Array, at: number): number {
  for (;;) {
    const byte = records[at]!
    if (byte === DELIMITER || byte === LF || byte === BACKSLASH) return at
    at++
  }
}
