/**
 * A Huffman code from frequencies: least redundant code lengths in place (Moffat and Katajainen, 1995), limited by
 * moving leaves until Kraft's sum is one again, then canonical codes (RFC 1951, 3.2.2).
 */

const MAX_SYMBOLS = 288
/** Symbols, the rarest first. It is kept from code to code: little changes, and insertion sorts what is nearly sorted. */
const MAX_LENGTH = 15

const weights = memory.data(MAX_SYMBOLS * 4, 16)
const lengthCounts = memory.data((MAX_LENGTH + 1) * 4, 16)
const nextCodes = memory.data((MAX_LENGTH + 2) * 4, 16)

/**
 * Lengths of `count` symbols, at least two, none of them zero.
 * @param frequencies u32 each, none zero
 * @param order u16 each: a permutation of the symbols, to be sorted
 * @param lengths u8 each, written
 * @param limit of a length; 2^limit is at least `count`
 */
export function codeLengths(frequencies: usize, order: usize, lengths: usize, count: i32, limit: i32): void {
  sortByFrequency(frequencies, order, count)
  for (let i = 0; i < count; i++)
    setWeight(i, load<u32>(frequencies + ((<usize>load<u16>(order + (i << 1))) << 2)))
  leastRedundant(count)
  limitLengths(count, limit)
  for (let i = 0; i < count; i++) store<u8>(lengths + load<u16>(order + (i << 1)), weight(i))
}

/**
 * Canonical codes, their bits reversed, as deflate sends them: `code | length << 16` for each symbol.
 * @param entries u32 each, `1 << stride` bytes apart
 */
export function canonicalCodes(lengths: usize, entries: usize, stride: usize, count: i32): void {
  memory.fill(lengthCounts, 0, (MAX_LENGTH + 1) * 4)
  for (let i = 0; i < count; i++) {
    const slot = lengthCounts + ((<usize>load<u8>(lengths + i)) << 2)
    store<u32>(slot, load<u32>(slot) + 1)
  }
  store<u32>(lengthCounts, 0)
  let code: u32 = 0
  for (let length: usize = 1; length <= <usize>MAX_LENGTH; length++) {
    code = (code + load<u32>(lengthCounts + ((length - 1) << 2))) << 1
    store<u32>(nextCodes + (length << 2), code)
  }
  for (let i = 0; i < count; i++) {
    const length = <u32>load<u8>(lengths + i)
    if (length === 0) continue
    const slot = nextCodes + ((<usize>length) << 2)
    const next = load<u32>(slot)
    store<u32>(slot, next + 1)
    store<u32>(entries + ((<usize>i) << stride), reversed(next, length) | (length << 16))
  }
}

function reversed(code: u32, length: u32): u32 {
  let bits: u32 = 0
  for (let i: u32 = 0; i < length; i++) bits |= ((code >> i) & 1) << (length - 1 - i)
  return bits
}

function sortByFrequency(frequencies: usize, order: usize, count: i32): void {
  for (let i = 1; i < count; i++) {
    const symbol = load<u16>(order + (i << 1))
    const frequency = load<u32>(frequencies + ((<usize>symbol) << 2))
    let place = i
    while (place > 0) {
      const before = load<u16>(order + ((place - 1) << 1))
      if (load<u32>(frequencies + ((<usize>before) << 2)) <= frequency) break
      store<u16>(order + (place << 1), before)
      place--
    }
    store<u16>(order + (place << 1), symbol)
  }
}

function weight(i: i32): u32 {
  return load<u32>(weights + ((<usize>i) << 2))
}

function setWeight(i: i32, value: u32): void {
  store<u32>(weights + ((<usize>i) << 2), value)
}

/** Turns ascending weights into code lengths, the longest first. */
function leastRedundant(count: i32): void {
  // Weights of inner nodes from the left, and for each node its parent.
  let root = 0
  let leaf = 0
  for (let next = 0; next < count - 1; next++) {
    let sum: u32 = 0
    for (let child = 0; child < 2; child++) {
      if (leaf >= count || (root < next && weight(root) < weight(leaf))) {
        sum += weight(root)
        setWeight(root++, next)
      } else {
        sum += weight(leaf++)
      }
    }
    setWeight(next, sum)
  }
  // Depths of inner nodes.
  setWeight(count - 2, 0)
  for (let node = count - 3; node >= 0; node--) setWeight(node, weight(weight(node)) + 1)
  // Depths of leaves.
  let available = 1
  let used = 0
  let depth: u32 = 0
  let inner = count - 2
  let place = count - 1
  while (available > 0) {
    while (inner >= 0 && weight(inner) === depth) {
      used++
      inner--
    }
    while (available > used) {
      setWeight(place--, depth)
      available--
    }
    available = 2 * used
    depth++
    used = 0
  }
}

/** Shortens what is longer than `limit`, and pays for it with the rarest symbols that can be longer. */
function limitLengths(count: i32, limit: i32): void {
  const whole: i32 = 1 << limit
  let sum = 0
  for (let i = 0; i < count; i++) {
    if (<i32>weight(i) > limit) setWeight(i, limit)
    sum += whole >> weight(i)
  }
  for (let i = 0; sum > whole; i++) {
    while (sum > whole && <i32>weight(i) < limit) {
      setWeight(i, weight(i) + 1)
      sum -= whole >> weight(i)
    }
  }
  // Too much may have been paid: inflaters accept only a code that uses every bit string.
  for (let i = count - 1; sum < whole; i = i > 0 ? i - 1 : count - 1) {
    if (sum + (whole >> weight(i)) > whole) continue
    setWeight(i, weight(i) - 1)
    sum += whole >> (weight(i) + 1)
  }
}
