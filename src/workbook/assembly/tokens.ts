/**
 * Literals and matches for what stands in the window. A match whose bytes go on where the last one's did is one with it:
 * a value like the one above, the tags behind it and the next cell's beginning become a single match.
 */

import { putLiterals, putMatch } from './symbols'
import { REACH } from './window'

const MIN_MATCH: usize = 3
const MAX_MATCH: usize = 258
/** A match of three bytes from further back costs more than its literals. */
const NEAR: usize = 256

/** The match that may yet grow. It ends where the next token begins. */
export class Pending {
  static at: usize = 0
  static length: usize = 0
  static distance: usize = 0
}

/** Covers the bytes `[at, at + length)`, the next ones, with what stands `distance` before them. */
export function match(at: usize, length: usize, distance: usize): void {
  if (distance === Pending.distance) {
    Pending.length += length
    return
  }
  settle()
  Pending.at = at
  Pending.length = length
  Pending.distance = distance
}

/** Covers so much of `[at, to)` as continues the pending match. @returns where that ends */
export function extend(at: usize, to: usize): usize {
  const distance = Pending.distance
  if (distance === 0) return at
  const start = at
  while (at < to && load<u8>(at) === load<u8>(at - distance)) at++
  Pending.length += at - start
  return at
}

/** Covers the bytes with a match if `from`, where the same bytes stand, is within reach; else with literals. */
export function repeat(at: usize, length: usize, from: usize): void {
  const distance = at - from
  if (distance <= REACH) match(at, length, distance)
  else literals(at, at + length)
}

export function literals(from: usize, to: usize): void {
  if (from === to) return
  settle()
  putLiterals(from, to)
}

/** Sends the match that is pending. */
export function settle(): void {
  let length = Pending.length
  if (length === 0) return
  const distance = Pending.distance
  Pending.length = 0
  Pending.distance = 0
  if (length < MIN_MATCH || (length === MIN_MATCH && distance > NEAR)) {
    putLiterals(Pending.at, Pending.at + length)
    return
  }
  while (length > MAX_MATCH) {
    // The rest must not be shorter than a match can be.
    const part = min(MAX_MATCH, length - MIN_MATCH)
    putMatch(<u32>part, <u32>distance)
    length -= part
  }
  putMatch(<u32>length, <u32>distance)
}
