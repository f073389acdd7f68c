/**
 * From records to a deflate stream: LZ77 without a search. The engine knows the XML that it writes, so it knows where each
 * tag stood last, and emits a match to there. A stream is made of parts, so that several engines may work on one sheet.
 *
 * JavaScript describes pieces and columns once, then for each part: `begin`, `putText` or `encode`, `finishPart` or `finish`. Whenever
 * a function returns, what is in the output and in the window since `uncounted` is JavaScript's to take.
 */

import { Bits, alignBits, putBits } from './bits'
import { Cell, Tags, LONE_BACKSLASH, NO_CODE, putCell, putEmptyMoment } from './cell'
import { Columns, DATETIME, allocateColumns, columnAt, moveValues } from './column'
import { endsField, LF, recordEnd } from './field'
import { allocatePiece, forgetPieces, moved, movePieces, put } from './piece'
import { Row, beginRow, setRow } from './row'
import { beginBlock, beginFixedBlock, initializeSymbols, putEndOfBlock, resetOrders } from './symbols'
import { Pending, literals, settle } from './tokens'
import { forgetPlaces, movePlaces } from './value'
import { REACH, Window } from './window'

export { allocateColumns, allocatePiece }

/** What `encode` says. */
const DONE = 0
const SHEET_FULL = 1
const NO_ROOM = 2
const TOO_FEW_FIELDS = 3
const TOO_MANY_FIELDS = 4
const BACKSLASH_ENDS = 5
const CODE_UNKNOWN = 6

/** Bytes that a cell may take besides its text, its text at most, and a byte of text. As in ../row-encoder.ts. */
const CELL_SCAFFOLD = 128
const MAX_CELL_BYTES: u64 = 32767 * 7
const GROWTH = 7

/** Bytes of XML of a block: few at first, as its code is not yet that of the data. A header takes some 100 bytes. */
const FIRST_BLOCK: f64 = 16384
const LAST_BLOCK: f64 = 524288
/** Read before and written behind what is meant. */
const SPARE: usize = 32

let openRow: usize = 0
let closeRowTag: usize = 0
let closeRow: usize = 0
let maxRows: u32 = 0
let maxBytes: f64 = 0

let input: usize = 0
let inputSize: usize = 0
/** Where the record to be encoded next begins. */
let reading: usize = 0
let inputEnd: usize = 0
let output: usize = 0
/** Where the window's bytes begin that are not in the CRC. */
let uncounted: usize = 0
let rows: u32 = 0
/** Where the present block ends. */
let blockEnd: f64 = 0
let blockSize: f64 = 0
let faultyColumn: u32 = 0

initializeSymbols()

/** Room for so many bytes. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes)
}

/** From the row number to the text; `quoted` as ../styles.ts says. */
export function setTextTags(
  padded: usize,
  quoted: usize,
  quotedPadded: usize,
  shared: usize,
  quotedShared: usize,
): void {
  Tags.padded = padded
  Tags.quoted = quoted
  Tags.quotedPadded = quotedPadded
  Tags.shared = shared
  Tags.quotedShared = quotedShared
}

export function setRowTags(open: usize, closeTag: usize, close: usize): void {
  openRow = open
  closeRowTag = closeTag
  closeRow = close
}

export function setLimits(rowsPerSheet: u32, bytesPerSheet: f64, everyTextShared: bool): void {
  maxRows = rowsPerSheet
  maxBytes = bytesPerSheet
  Cell.everyTextShared = everyTextShared
}

/** Room for so many bytes of records. @returns where they go */
export function allocateInput(bytes: usize): usize {
  if (bytes > inputSize) {
    inputSize = bytes
    input = heap.alloc(bytes + SPARE)
    Cell.scratch = heap.alloc(bytes + SPARE)
  }
  return input
}

/**
 * A window, and an output that takes all that comes of it: a literal is 14 bits at most. What is in the window stays. The
 * input, allocated before, keeps the window so far from address 0, which stands for "nowhere", that no match reaches it.
 */
export function allocateWindow(bytes: usize): void {
  const from = heap.alloc(bytes + 2 * SPARE) + SPARE
  const used = Window.at - Window.from
  memory.copy(from, Window.from, used)
  moveWindow(Window.from - from)
  Window.from = from
  Window.to = from + bytes
  output = heap.alloc(2 * bytes + SPARE)
  Bits.at = output
}

/** A part of a stream, which refers to nothing before it. @param rowIndex of its first row */
export function begin(rowIndex: u32): void {
  forgetPieces()
  forgetPlaces()
  resetOrders()
  Pending.length = 0
  Pending.distance = 0
  for (let index: u32 = 0; index < Columns.count; index++) {
    columnAt(index).above = 0
    columnAt(index).aboveEnd = 0
  }
  Row.number = 0
  Row.aboveEnd = 0
  Window.at = Window.from
  Window.gone = 0
  uncounted = Window.from
  Bits.held = 0
  Bits.count = 0
  Bits.at = output
  rows = 0
  setRow(rowIndex)
  beginFixedBlock(false)
  blockSize = FIRST_BLOCK
  blockEnd = FIRST_BLOCK
}

/** Appends the first `length` bytes of the input as they are; the window must have room for them. */
export function putText(length: usize): void {
  const at = Window.at
  memory.copy(at, input, length)
  Window.at = at + length
  literals(at, at + length)
}

/** The input holds `length` bytes of whole records. */
export function setRecords(length: usize): void {
  reading = input
  inputEnd = input + length
}

/** Encodes records until there are no more, the sheet is full, or there is no room. */
export function encode(): i32 {
  while (reading < inputEnd) {
    if (rows >= maxRows || sheetBytes() >= maxBytes) return SHEET_FULL
    const end = recordEnd(reading)
    if (<u64>Window.at + bound(end - reading) > <u64>Window.to) return NO_ROOM
    const fault = encodeRecord(end)
    if (fault !== DONE) return fault
    reading = end
    rows++
    setRow(Row.index + 1)
    if (sheetBytes() >= blockEnd) nextBlock()
  }
  return DONE
}

function encodeRecord(end: usize): i32 {
  const last = Columns.count - 1
  Cell.short = end - reading <= 32767 && !Cell.everyTextShared
  beginRow(openRow)
  put(closeRowTag)
  let read = reading
  for (let index: u32 = 0; index <= last; index++) {
    const column = columnAt(index)
    if (!endsField(load<u8>(read))) {
      read = putCell(column, index, read)
      if (read <= NO_CODE) {
        faultyColumn = index
        return read === LONE_BACKSLASH ? BACKSLASH_ENDS : CODE_UNKNOWN
      }
    } else if (column.kind === DATETIME && column.codeCount > 0) {
      putEmptyMoment(column)
    }
    if ((load<u8>(read) === LF) !== (index === last)) {
      faultyColumn = index
      return index === last ? TOO_MANY_FIELDS : TOO_FEW_FIELDS
    }
    read++
  }
  put(closeRow)
  return DONE
}

function nextBlock(): void {
  settle()
  putEndOfBlock()
  beginBlock()
  blockSize = min(blockSize * 4, LAST_BLOCK)
  blockEnd = sheetBytes() + blockSize
}

/** Bytes of window that the next record may take. */
export function roomNeeded(): f64 {
  return <f64>bound(recordEnd(reading) - reading)
}

function bound(recordBytes: usize): u64 {
  const texts = min(<u64>recordBytes * GROWTH, <u64>Columns.count * MAX_CELL_BYTES)
  return texts + (Columns.count + 1) * CELL_SCAFFOLD + SPARE
}

/** Ends the part at a whole byte, by a stored block of nothing (RFC 1951, 3.2.4), so that another one may follow. */
export function finishPart(): void {
  settle()
  putEndOfBlock()
  putBits(0, 3)
  alignBits()
  putBits(0xffff0000, 32)
}

/** Ends the stream with the part. */
export function finish(): void {
  settle()
  putEndOfBlock()
  beginFixedBlock(true)
  putEndOfBlock()
  alignBits()
}

/** JavaScript has taken the output and the window's bytes: makes room by moving what matches may reach down. */
export function slide(): void {
  uncounted = Window.at
  const used = Window.at - Window.from
  if (used <= REACH) return
  const bytes = used - REACH
  memory.copy(Window.from, Window.from + bytes, REACH)
  Window.gone += <f64>bytes
  moveWindow(bytes)
}

export function takeOutput(): void {
  Bits.at = output
}

function moveWindow(bytes: isize): void {
  movePieces(bytes)
  moveValues(bytes)
  movePlaces(bytes)
  Row.number = moved(Row.number, bytes)
  Row.aboveEnd = moved(Row.aboveEnd, bytes)
  Pending.at -= bytes
  uncounted -= bytes
  Window.at -= bytes
}

export function sheetBytes(): f64 {
  return Window.gone + <f64>(Window.at - Window.from)
}
export function windowRoom(): usize {
  return Window.to - Window.at
}
export function rowCount(): u32 {
  return rows
}
export function rowIndex(): u32 {
  return Row.index
}
export function fault(): u32 {
  return faultyColumn
}
export function readUntil(): usize {
  return reading - input
}
export function outputFrom(): usize {
  return output
}
export function outputTo(): usize {
  return Bits.at
}
export function uncountedFrom(): usize {
  return uncounted
}
export function uncountedTo(): usize {
  return Window.at
}
