/**
 * The symbols of deflate (RFC 1951, 3.2.5) and their present code. A literal is one look-up, a match two; each
 * is counted, so that the next block's code fits the data.
 */

import { Bits, putBits } from './bits'
import { canonicalCodes, codeLengths } from './huffman'

const LITERALS = 286
const DISTANCES = 30
const END_OF_BLOCK = 256
/** Four literals, or a match with its extra bits, and seven bits left over are no more than 64 bits. */
const MAX_BITS = 14
const MAX_MATCH = 258

/** Code and count of each literal, length symbol: eight bytes. */
const literals = memory.data(288 * 8, 16)
/** The same of each distance symbol. */
const distances = memory.data(32 * 8, 16)
/** For each length of a match: symbol << 24 | bits that follow the symbol << 8 | their number. */
const lengthSymbols = memory.data((MAX_MATCH + 1) * 4, 16)

const literalLengths = memory.data(288, 16)
const distanceLengths = memory.data(32, 16)
const literalOrder = memory.data(288 * 2, 16)
const distanceOrder = memory.data(32 * 2, 16)
const frequencies = memory.data(288 * 4, 16)

const CODE_LENGTHS = 19
const CODE_LENGTH_MAX_BITS = 7
/** "Copy the previous code length 3 to 6 times." */
const REPEAT = 16
/** The order in which the lengths of the code for lengths are sent. */
const sendOrder = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15])
const codeLengthCodes = memory.data(CODE_LENGTHS * 4, 16)
const codeLengthLengths = memory.data(CODE_LENGTHS, 16)
const codeLengthOrder = memory.data(CODE_LENGTHS * 2, 16)
const codeLengthCounts = memory.data(CODE_LENGTHS * 4, 16)
/** The lengths of both codes, run lengths taken out: length | repeats << 8. */
const runs = memory.data((LITERALS + DISTANCES) * 2, 16)

export function initializeSymbols(): void {
  let base = 3
  for (let symbol = 257; symbol < 285; symbol++) {
    const extra = symbol < 265 ? 0 : (symbol - 261) >> 2
    for (let rest = 0; rest < 1 << extra; rest++) {
      store<u32>(lengthSymbols + ((<usize>base) << 2), ((symbol - 256) << 24) | (rest << 8) | extra)
      base++
    }
  }
  store<u32>(lengthSymbols + (MAX_MATCH << 2), (285 - 256) << 24)
}

/** Ties of frequency are broken by the order before: every part begins with the same one, so that it is the same whoever makes it. */
export function resetOrders(): void {
  for (let i = 0; i < LITERALS; i++) store<u16>(literalOrder + (i << 1), i)
  for (let i = 0; i < DISTANCES; i++) store<u16>(distanceOrder + (i << 1), i)
  for (let i = 0; i < CODE_LENGTHS; i++) store<u16>(codeLengthOrder + (i << 1), i)
}

/** Appends the bytes `[from, to)` one by one. */
export function putLiterals(from: usize, to: usize): void {
  let held = Bits.held
  let count = Bits.count
  let at = Bits.at
  while (from + 4 <= to) {
    let slot = literals + ((<usize>load<u8>(from)) << 3)
    let entry = <u64>load<u32>(slot)
    store<u32>(slot, load<u32>(slot, 4) + 1, 4)
    held |= (entry & 0xffff) << count
    count += entry >> 16
    slot = literals + ((<usize>load<u8>(from, 1)) << 3)
    entry = <u64>load<u32>(slot)
    store<u32>(slot, load<u32>(slot, 4) + 1, 4)
    held |= (entry & 0xffff) << count
    count += entry >> 16
    slot = literals + ((<usize>load<u8>(from, 2)) << 3)
    entry = <u64>load<u32>(slot)
    store<u32>(slot, load<u32>(slot, 4) + 1, 4)
    held |= (entry & 0xffff) << count
    count += entry >> 16
    slot = literals + ((<usize>load<u8>(from, 3)) << 3)
    entry = <u64>load<u32>(slot)
    store<u32>(slot, load<u32>(slot, 4) + 1, 4)
    held |= (entry & 0xffff) << count
    count += entry >> 16
    store<u64>(at, held)
    at += <usize>(count >> 3)
    held >>= count & 0x38
    count &= 7
    from += 4
  }
  while (from < to) {
    const slot = literals + ((<usize>load<u8>(from)) << 3)
    const entry = <u64>load<u32>(slot)
    store<u32>(slot, load<u32>(slot, 4) + 1, 4)
    held |= (entry & 0xffff) << count
    count += entry >> 16
    from++
  }
  // Up to three literals have not been stored.
  store<u64>(at, held)
  Bits.at = at + <usize>(count >> 3)
  Bits.held = held >> (count & 0x38)
  Bits.count = count & 7
}

/** Appends a copy of 3 to 258 bytes from 1 to 32,768 bytes back. */
export function putMatch(length: u32, distance: u32): void {
  const extraLength = load<u32>(lengthSymbols + ((<usize>length) << 2))
  const lengthSlot = literals + ((<usize>(256 + (extraLength >> 24))) << 3)
  store<u32>(lengthSlot, load<u32>(lengthSlot, 4) + 1, 4)
  let entry = <u64>load<u32>(lengthSlot)
  let bits = entry & 0xffff
  let count = entry >> 16
  bits |= (<u64>((extraLength >> 8) & 0xffff)) << count
  count += <u64>(extraLength & 0xff)

  const back = distance - 1
  let symbol = back
  let extra: u32 = 0
  if (back > 3) {
    const high = 31 - clz(back)
    extra = high - 1
    symbol = (high << 1) + ((back >> extra) & 1)
  }
  const slot = distances + ((<usize>symbol) << 3)
  store<u32>(slot, load<u32>(slot, 4) + 1, 4)
  entry = <u64>load<u32>(slot)
  bits |= (entry & 0xffff) << count
  count += entry >> 16
  bits |= (<u64>(back & ((1 << extra) - 1))) << count
  putBits(bits, count + extra)
}

export function putEndOfBlock(): void {
  const entry = <u64>load<u32>(literals + (END_OF_BLOCK << 3))
  putBits(entry & 0xffff, entry >> 16)
}

/** Begins a block with the code that RFC 1951 fixes (3.2.6), for when nothing is known of the data. */
export function beginFixedBlock(final: bool): void {
  memory.fill(literalLengths, 8, 144)
  memory.fill(literalLengths + 144, 9, 112)
  memory.fill(literalLengths + 256, 7, 24)
  memory.fill(literalLengths + 280, 8, 8)
  memory.fill(distanceLengths, 5, 32)
  canonicalCodes(literalLengths, literals, 3, 288)
  canonicalCodes(distanceLengths, distances, 3, 32)
  forgetCounts()
  putBits((final ? 1 : 0) | (1 << 1), 3)
}

/** Begins a block with a code made of what has been counted since the last one began (3.2.7). */
export function beginBlock(): void {
  adapt(literals, literalOrder, literalLengths, LITERALS)
  adapt(distances, distanceOrder, distanceLengths, DISTANCES)
  forgetCounts()
  putBits(2 << 1, 3)
  putBits((LITERALS - 257) | ((DISTANCES - 1) << 5) | ((CODE_LENGTHS - 4) << 10), 14)
  putCodeLengths()
}

/** A code for every symbol: what has not occurred may yet. */
function adapt(entries: usize, order: usize, lengths: usize, symbols: i32): void {
  for (let i = 0; i < symbols; i++) {
    store<u32>(frequencies + ((<usize>i) << 2), load<u32>(entries + ((<usize>i) << 3), 4) + 1)
  }
  codeLengths(frequencies, order, lengths, symbols, MAX_BITS)
  canonicalCodes(lengths, entries, 3, symbols)
}

function forgetCounts(): void {
  for (let i: usize = 0; i < 288; i++) store<u32>(literals + (i << 3), 0, 4)
  for (let i: usize = 0; i < 32; i++) store<u32>(distances + (i << 3), 0, 4)
}

function putCodeLengths(): void {
  for (let i = 0; i < CODE_LENGTHS; i++) store<u32>(codeLengthCounts + ((<usize>i) << 2), 1)
  let end = findRuns(literalLengths, LITERALS, runs)
  end = findRuns(distanceLengths, DISTANCES, end)
  codeLengths(codeLengthCounts, codeLengthOrder, codeLengthLengths, CODE_LENGTHS, CODE_LENGTH_MAX_BITS)
  canonicalCodes(codeLengthLengths, codeLengthCodes, 2, CODE_LENGTHS)
  for (let i = 0; i < CODE_LENGTHS; i++) {
    putBits(load<u8>(codeLengthLengths + load<u8>(sendOrder + i)), 3)
  }
  for (let run: usize = runs; run < end; run += 2) {
    const symbol = load<u8>(run)
    const entry = <u64>load<u32>(codeLengthCodes + ((<usize>symbol) << 2))
    putBits(entry & 0xffff, entry >> 16)
    if (symbol === REPEAT) putBits(load<u8>(run, 1) - 3, 2)
  }
}

/** @returns where the runs end */
function findRuns(lengths: usize, count: i32, to: usize): usize {
  for (let i = 0; i < count;) {
    const length = load<u8>(lengths + i)
    let repeats = 1
    while (i + repeats < count && load<u8>(lengths + i + repeats) === length) repeats++
    i += repeats
    to = addRun(to, length, 0)
    for (repeats--; repeats >= 3;) {
      const copied = min(repeats, 6)
      to = addRun(to, REPEAT, copied)
      repeats -= copied
    }
    for (; repeats > 0; repeats--) to = addRun(to, length, 0)
  }
  return to
}

function addRun(to: usize, symbol: u32, repeats: u32): usize {
  const slot = codeLengthCounts + ((<usize>symbol) << 2)
  store<u32>(slot, load<u32>(slot) + 1)
  store<u16>(to, symbol | (repeats << 8))
  return to + 2
}
