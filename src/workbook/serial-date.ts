/**
 * Excel's dates: days since 1899-12-30 with the time as their fraction (ECMA-376 part 1, 18.17.4.1, 1900 date
 * system). The system believes in 1900-02-29, so that serials are right from 1900-03-01 on only.
 */

const SECONDS_A_DAY = 86_400
/** 1970-01-01 in serial days. */
const EPOCH = 25_569
/** 10 decimals of a day are 8.64 µs: enough to give back the second, and a fraction of it. */
const DECIMALS = 1e10
/** 1/128 day. Multiples of it, such as noon, are exact in binary. */
const EXACT_SECONDS = 675
/**
 * Every other time of day is rounded up, and by no less than 1 µs, so that it is not below the second once it is a
 * float: LibreOffice cuts what it shows to the second, and would show one of 7,000 as the second before.
 */
const MARGIN = 0.1

/** 1900-03-01T00:00:00Z in seconds since 1970. */
const FIRST_MOMENT = (61 - EPOCH) * SECONDS_A_DAY
/** 10000-01-01T00:00:00Z: one second too late for Excel. */
const AFTER_LAST_MOMENT = 253_402_300_800

/**
 * Writes the serial date of a moment as decimal digits, such as `45292.5`.
 * @param seconds since 1970-01-01T00:00:00Z, of a moment that has one
 * @returns where the digits end; at most 18 bytes further
 */
export function writeSerial(seconds: number, out: Uint8Array, at: number): number {
  let day = Math.floor(seconds / SECONDS_A_DAY)
  const time = seconds - day * SECONDS_A_DAY
  let decimals = (time * DECIMALS) / SECONDS_A_DAY
  if (time % EXACT_SECONDS !== 0) decimals = Math.ceil(decimals + MARGIN)
  day += EPOCH
  if (decimals >= DECIMALS) {
    decimals -= DECIMALS
    day++
  }
  at = writeInteger(day, out, at)
  if (decimals === 0) return at
  out[at] = 0x2e
  // Two halves of five digits: whole-number arithmetic in 32 bits is several times faster.
  const high = Math.floor(decimals / 1e5)
  writeFive(high, out, at + 1)
  writeFive(decimals - high * 1e5, out, at + 6)
  at += 10
  while (out[at] === 0x30) at--
  return at + 1
}

function writeFive(value: number, out: Uint8Array, at: number): void {
  let rest = value | 0
  for (let place = at + 4; place >= at; place--) {
    const tenth = (rest / 10) | 0
    out[place] = 0x30 + rest - tenth * 10
    rest = tenth
  }
}

/** Writes a whole number from 0 to 2³¹-1 in decimal. @returns where the digits end */
export function writeInteger(value: number, out: Uint8Array, at: number): number {
  let end = at + 1
  for (let rest = (value / 10) | 0; rest > 0; rest = (rest / 10) | 0) end++
  let rest = value | 0
  for (let place = end - 1; place >= at; place--) {
    const tenth = (rest / 10) | 0
    out[place] = 0x30 + rest - tenth * 10
    rest = tenth
  }
  return end
}

/** Whether a moment has a serial date that Excel shows. */
export function hasSerial(seconds: number): boolean {
  return seconds >= FIRST_MOMENT && seconds < AFTER_LAST_MOMENT
}

/** `yyyy-mm-dd hh:mm:ss`, UTC, for moments that have no serial. Beyond what Date can hold: the seconds. */
export function momentText(seconds: number): string {
  const date = new Date(Math.floor(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return String(seconds)
  return date.toISOString().slice(0, -5).replace('T', ' ')
}
