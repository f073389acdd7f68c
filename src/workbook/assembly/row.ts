/** The row that is being written: its number stands in each of its cells. */

import { put } from './piece'
import { extend, literals } from './tokens'
import { putValue } from './value'
import { Window } from './window'

export class Row {
  /** Of the sheet; the header's is 1. */
  static index: u32 = 0
  /** Its decimal digits, the first one lowest. */
  static digits: u64 = 0
  static digitCount: usize = 0
  /** Where in the window it begins. */
  static at: usize = 0
  /** Where in the window its number stood first, and that of the row before. */
  static number: usize = 0
  static aboveEnd: usize = 0
}

export function setRow(index: u32): void {
  Row.index = index
  let digits: u64 = 0
  let count: usize = 0
  for (let rest = index; rest > 0; rest /= 10) {
    digits = (digits << 8) | (0x30 + (rest % 10))
    count++
  }
  Row.digits = digits
  Row.digitCount = count
}

/** `<row r="` and the number. */
export function beginRow(openRow: usize): void {
  Row.at = Window.at
  put(openRow)
  const at = Window.at
  store<u64>(at, Row.digits)
  Window.at = at + Row.digitCount
  putValue(at, Window.at, Row.number, Row.aboveEnd)
  Row.number = at
  Row.aboveEnd = Window.at
}

/**
 * The number, then `behind`. The match that ends before it is that of the row above as a rule, and goes on into its number:
 * as far as the digits are the same, the number is part of that match.
 */
export function putNumbered(behind: usize): void {
  const at = Window.at
  store<u64>(at, Row.digits)
  Window.at = at + Row.digitCount
  literals(extend(at, Window.at), Window.at)
  put(behind)
}
