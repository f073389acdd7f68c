/** Fields of a record as COPY sends them: ../records.ts has the rules. */

export const DELIMITER: u32 = 0x1f
export const LF: u32 = 0x0a
export const BACKSLASH: u32 = 0x5c

export function endsField(byte: u32): bool {
  return byte === DELIMITER || byte === LF
}

/** Where the record that begins at `at` ends, its LF included. The input ends with one. */
export function recordEnd(at: usize): usize {
  const lf = i8x16.splat(<i8>LF)
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), lf))
    if (found !== 0) return at + ctz(found) + 1
    at += 16
  }
}

/** Where the field that holds `at` ends: the next delimiter or LF that no backslash precedes. */
export function fieldEnd(at: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(at)
    if (endsField(byte)) return at
    at += byte === BACKSLASH && <u32>load<u8>(at, 1) !== LF ? 2 : 1
  }
}

/** Where the field ends, or the first backslash before. */
export function plainEnd(at: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(at)
    if (endsField(byte) || byte === BACKSLASH) return at
    at++
  }
}

/**
 * Writes the field `[from, to)` without its escapes to `target`.
 * @returns where it ends there; 0 if the field ends in a lone backslash
 */
export function unescapeField(from: usize, to: usize, target: usize): usize {
  while (from < to) {
    let byte = <u32>load<u8>(from++)
    if (byte === BACKSLASH) {
      if (from === to) return 0
      byte = meant(<u32>load<u8>(from++))
    }
    store<u8>(target++, byte)
  }
  return target
}

/** The byte that a backslash before `byte` stands for. */
function meant(byte: u32): u32 {
  switch (byte) {
    case 0x62: // b
      return 8
    case 0x74: // t
      return 9
    case 0x6e: // n
      return 10
    case 0x76: // v
      return 11
    case 0x66: // f
      return 12
    case 0x72: // r
      return 13
    default:
      return byte
  }
}
