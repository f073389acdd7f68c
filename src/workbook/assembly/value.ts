/** What varies: a value is compared with the one above, from both of its ends. */

import { moved } from './piece'
import { literals, match } from './tokens'
import { REACH } from './window'

/** A match of fewer bytes at a value's beginning costs as much as its literals. */
const MIN_PREFIX: usize = 4

/** Where eight bytes with a hash stood last. */
const SLOTS_BITS = 12
const places = memory.data((1 << SLOTS_BITS) * 4, 16)
const KEY: usize = 8

/** Covers the value `[from, to)` with the one above, `[above, aboveEnd)`; `above` is 0 where there is none. */
export function putValue(from: usize, to: usize, above: usize, aboveEnd: usize): void {
  let start = from
  const length = to - from
  let prefix: usize = from - above <= REACH ? commonPrefix(from, above, length) : 0
  if (prefix === length) {
    match(from, length, from - above)
    return
  }
  let source = above
  if (length >= KEY) {
    const slot = slotOf(from)
    const place = <usize>load<u32>(slot)
    store<u32>(slot, <u32>from)
    if (prefix < KEY && from - place <= REACH) {
      const found = commonPrefix(from, place, length)
      if (found > prefix + 2) {
        prefix = found
        source = place
      }
    }
  }
  if (prefix >= MIN_PREFIX) {
    match(from, prefix, from - source)
    start += prefix
  }
  if (to - aboveEnd > REACH) {
    literals(start, to)
    return
  }
  // The tags behind follow from the same distance, so that a common end only makes their match longer.
  const suffix = commonSuffix(to, aboveEnd, to - start)
  literals(start, to - suffix)
  if (suffix > 0) match(to - suffix, suffix, to - aboveEnd)
}

function slotOf(at: usize): usize {
  return places + <usize>((load<u64>(at) * 0x9e3779b97f4a7c15) >> (64 - SLOTS_BITS)) * 4
}

/** The window's bytes have moved down by so many. */
export function movePlaces(bytes: isize): void {
  for (let slot: usize = places; slot < places + (4 << SLOTS_BITS); slot += 4) {
    store<u32>(slot, <u32>moved(<usize>load<u32>(slot), bytes))
  }
}

export function forgetPlaces(): void {
  memory.fill(places, 0, 4 << SLOTS_BITS)
}

function commonPrefix(a: usize, b: usize, limit: usize): usize {
  let length: usize = 0
  while (length < limit) {
    const other = differences(a + length, b + length)
    if (other !== 0) return min(length + ctz(other), limit)
    length += 16
  }
  return limit
}

function commonSuffix(a: usize, b: usize, limit: usize): usize {
  let length: usize = 0
  while (length < limit) {
    const other = differences(a - length - 16, b - length - 16)
    if (other !== 0) return min(length + clz(other << 16), limit)
    length += 16
  }
  return limit
}

/** A bit for each of sixteen bytes, set where they differ. */
function differences(a: usize, b: usize): u32 {
  return i8x16.bitmask(i8x16.ne(v128.load(a), v128.load(b)))
}
