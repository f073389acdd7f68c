/** Numbers and dates in decimal: ../serial-date.ts has the rules, and what this must equal. */

import { endsField } from './field'

const SECONDS_A_DAY: f64 = 86400
const EPOCH: f64 = 25569
const DECIMALS: f64 = 1e10
const EXACT_SECONDS: i64 = 675
const MARGIN: f64 = 0.1
const FIRST_MOMENT: f64 = (61.0 - 25569.0) * 86400.0
const AFTER_LAST_MOMENT: f64 = 253402300800

/** Whole numbers up to here are exact in a float, and quotients by a power of ten up to 10^22 rounded once (Clinger, 1990). */
const EXACT: f64 = 9007199254740992
const MAX_POWER: usize = 22
/** What is longer than any float in decimal is left to JavaScript, which takes it for text. */
const MAX_BYTES: usize = 32

export class Decimal {
  /** Where the number that was read last ends. */
  static end: usize = 0
}

/**
 * The number `-12.5` at `at`, up to its field's end.
 * @returns NaN for what is longer or another number than that: JavaScript reads it
 */
export function readDecimal(at: usize): f64 {
  const negative = load<u8>(at) === 0x2d
  if (negative) at++
  const first = at
  let value: f64 = 0
  let byte = <u32>load<u8>(at)
  while (byte - 0x30 < 10) {
    value = value * 10 + <f64>(byte - 0x30)
    byte = load<u8>(++at)
  }
  if (at === first) return NaN
  if (byte === 0x2e) {
    const point = at
    byte = load<u8>(++at)
    let power: f64 = 1
    while (byte - 0x30 < 10) {
      value = value * 10 + <f64>(byte - 0x30)
      power *= 10
      byte = load<u8>(++at)
    }
    const places = at - point - 1
    if (places === 0 || places > MAX_POWER || value > EXACT || at - first >= MAX_BYTES) return NaN
    value /= power
  }
  if (!endsField(byte)) return NaN
  Decimal.end = at
  return negative ? -value : value
}

/** Whether a moment has a serial date that Excel shows. */
export function hasSerial(seconds: f64): bool {
  return seconds >= FIRST_MOMENT && seconds < AFTER_LAST_MOMENT
}

/** Writes the serial date of a moment that has one. @returns where it ends */
export function writeSerial(seconds: f64, at: usize): usize {
  let day = Math.floor(seconds / SECONDS_A_DAY)
  const time = seconds - day * SECONDS_A_DAY
  let decimals = (time * DECIMALS) / SECONDS_A_DAY
  if (<f64>(<i64>time) !== time || <i64>time % EXACT_SECONDS !== 0) decimals = Math.ceil(decimals + MARGIN)
  day += EPOCH
  if (decimals >= DECIMALS) {
    decimals -= DECIMALS
    day++
  }
  at = writeInteger(<u32>day, at)
  if (decimals === 0) return at
  store<u8>(at, 0x2e)
  let rest = <u64>decimals
  for (let place = at + 10; place > at; place--) {
    const tenth = rest / 10
    store<u8>(place, 0x30 + (rest - tenth * 10))
    rest = tenth
  }
  at += 10
  while (load<u8>(at) === 0x30) at--
  return at + 1
}

/** Writes a whole number in decimal. @returns where it ends */
export function writeInteger(value: u32, at: usize): usize {
  let end = at + 1
  for (let rest = value / 10; rest > 0; rest /= 10) end++
  let rest = value
  for (let place = end - 1; place >= at; place--) {
    const tenth = rest / 10
    store<u8>(place, 0x30 + (rest - tenth * 10))
    rest = tenth
  }
  return end
}
