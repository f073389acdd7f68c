/** A record's fields as cells: ../row-encoder.ts is what this must equal. */

import { Column, DATETIME, NUMBER, TEXT } from './column'
import { Decimal, hasSerial, readDecimal, writeInteger, writeSerial } from './decimal'
import { BACKSLASH, endsField, fieldEnd, plainEnd, unescapeField } from './field'
import { intern, momentText, noteCut, parseNumber } from './host'
import { put } from './piece'
import { putNumbered } from './row'
import { Text, beginsPlain, isBlank, plainTextEnd, startsFormula, writeText } from './text'
import { putValue } from './value'
import { Window, copyText } from './window'

/** More than the number of a row and whatever stands between it and a text. */
const BEFORE_TEXT: usize = 80

/** Pieces that all columns share, from the row number to the text. */
export class Tags {
  static padded: usize = 0
  static quoted: usize = 0
  static quotedPadded: usize = 0
  static shared: usize = 0
  static quotedShared: usize = 0
}

export class Cell {
  /** Texts go to the table of shared strings as long as it takes them. */
  static everyTextShared: bool = false
  /** No text of the record is too long, and none is shared. */
  static short: bool = false
  /** Where a field may be written without its escapes. */
  static scratch: usize = 0
}

/** No field's end: the field is at fault. */
export const LONE_BACKSLASH: usize = 1
export const NO_CODE: usize = 2

/** Writes the cell of the field that begins at `from`, which is not empty. @returns where it ends, or a fault */
export function putCell(column: Column, index: u32, from: usize): usize {
  put(column.open)
  switch (column.kind) {
    case TEXT: {
      const end = putPlainText(column, from)
      return end !== 0 ? end : putFieldAsText(column, index, from)
    }
    case NUMBER: {
      const end = putDecimal(column, from)
      return end !== 0 ? end : putFieldAsText(column, index, from)
    }
    case DATETIME: {
      const end = putMoment(column, index, from)
      return end !== 0 ? end : putFieldAsText(column, index, from)
    }
    default:
      return putCode(column, from)
  }
}

/** The cell of an empty date. */
export function putEmptyMoment(column: Column): void {
  put(column.open)
  putNumbered(load<usize>(column.codes))
}

/** A short text without escapes, blanks at its ends, or the look of a formula. @returns 0 if it is another */
function putPlainText(column: Column, from: usize): usize {
  if (!Cell.short || !beginsPlain(load<u8>(from))) return 0
  const rest = plainTextEnd(from)
  const read = plainEnd(rest)
  if (load<u8>(read) === BACKSLASH || isBlank(load<u8>(read - 1))) return 0
  putNumbered(column.text)
  const start = Window.at
  copyText(from, start, rest - from)
  let end = start + (rest - from)
  if (rest !== read) end = writeText(rest, read, end)
  closeValue(column, start, end, column.closeText)
  return read
}

function closeValue(column: Column, start: usize, end: usize, close: usize): void {
  Window.at = end
  putValue(start, end, column.above, column.aboveEnd)
  column.above = start
  column.aboveEnd = end
  put(close)
}

/** @returns 0 if it is no number */
function putDecimal(column: Column, from: usize): usize {
  let read = from
  if (load<u8>(read) === 0x2d) read++
  const first = read
  while (<u32>load<u8>(read) - 0x30 < 10) read++
  if (read === first || !endsField(load<u8>(read)) || read - from > 32) {
    read = fieldEnd(from)
    if (isNaN(parseNumber(from, read))) return 0
  }
  putNumbered(column.value)
  const start = Window.at
  const length = read - from
  v128.store(start, v128.load(from))
  v128.store(start, v128.load(from, 16), 16)
  closeValue(column, start, start + length, column.closeValue)
  return read
}

/** @returns 0 if it is no number of seconds */
function putMoment(column: Column, index: u32, from: usize): usize {
  let seconds = readDecimal(from)
  let read = Decimal.end
  if (isNaN(seconds)) {
    read = fieldEnd(from)
    seconds = parseNumber(from, read)
    if (isNaN(seconds)) return 0
  }
  if (!hasSerial(seconds)) {
    const length = momentText(seconds, Cell.scratch)
    putAnyText(column, index, Cell.scratch, Cell.scratch + length)
    return read
  }
  putNumbered(column.value)
  const start = Window.at
  closeValue(column, start, writeSerial(seconds, start), column.closeValue)
  return read
}

function putCode(column: Column, from: usize): usize {
  let code: u32 = 0
  let byte = <u32>load<u8>(from)
  while (byte - 0x30 < 10 && code < column.codeCount) {
    code = code * 10 + (byte - 0x30)
    byte = load<u8>(++from)
  }
  if (code >= column.codeCount || !endsField(byte)) return NO_CODE
  putNumbered(load<usize>(column.codes + (code << 2)))
  return from
}

function putFieldAsText(column: Column, index: u32, from: usize): usize {
  const read = fieldEnd(from)
  const end = unescapeField(from, read, Cell.scratch)
  if (end === 0) return LONE_BACKSLASH
  putAnyText(column, index, Cell.scratch, end)
  return read
}

/** The text `[from, to)`, whatever it is. */
function putAnyText(column: Column, index: u32, from: usize, to: usize): void {
  // Its tags are known once its XML is.
  const xml = Window.at + BEFORE_TEXT
  const length = writeText(from, to, xml) - xml
  if (Text.cut) noteCut(index)
  const quoted = startsFormula(load<u8>(from))
  const shared = Cell.everyTextShared ? intern(xml, length) : -1
  if (shared >= 0) {
    putNumbered(quoted ? Tags.quotedShared : Tags.shared)
    const start = Window.at
    closeValue(column, start, writeInteger(shared, start), column.closeValue)
    return
  }
  const padded = length > 0 && (isBlank(load<u8>(xml)) || isBlank(load<u8>(xml + length - 1)))
  if (quoted) putNumbered(padded ? Tags.quotedPadded : Tags.quoted)
  else putNumbered(padded ? Tags.padded : column.text)
  const start = Window.at
  memory.copy(start, xml, length)
  closeValue(column, start, start + length, column.closeText)
}
