/** A cell's text as XML: ../text.ts has the rules, and what this must equal. */

/** UTF-16 units of a cell's text. */
const MAX_CELL_UNITS = 32767

/** Set by `writeText`: the text was longer than a cell may be. */
export class Text {
  static cut: bool = false
}

/**
 * Where text ends that needs no thought: before control characters, field ends, markup, backslashes, what may be an
 * escape of its own, and anything beyond ASCII. Sixteen bytes at a time.
 */
export function plainTextEnd(at: usize): usize {
  const blank = i8x16.splat(0x20)
  const ampersand = i8x16.splat(0x26)
  const less = i8x16.splat(0x3c)
  const greater = i8x16.splat(0x3e)
  const backslash = i8x16.splat(0x5c)
  const underscore = i8x16.splat(0x5f)
  const x = i8x16.splat(0x78)
  while (true) {
    const bytes = v128.load(at)
    // Signed: bytes from 0x80 on are below a blank as well.
    const control = i8x16.lt_s(bytes, blank)
    const markup = v128.or(
      i8x16.eq(bytes, ampersand),
      v128.or(i8x16.eq(bytes, less), i8x16.eq(bytes, greater)),
    )
    const escape = v128.and(i8x16.eq(bytes, underscore), i8x16.eq(v128.load(at, 1), x))
    const others = v128.or(escape, i8x16.eq(bytes, backslash))
    const stops = i8x16.bitmask(v128.or(control, v128.or(markup, others)))
    if (stops !== 0) return at + ctz(stops)
    at += 16
  }
}

/** XML white space, which readers drop where it leads or trails. */
export function isBlank(byte: u32): bool {
  return byte === 0x20 || byte === 0x0a || byte === 0x09
}

/** `= + - @` TAB CR LF and the apostrophe: ../cell-template.ts says why. */
export function startsFormula(byte: u32): bool {
  switch (byte) {
    case 0x3d:
    case 0x2b:
    case 0x2d:
    case 0x40:
    case 0x09:
    case 0x0d:
    case 0x0a:
    case 0x27:
      return true
    default:
      return false
  }
}

/** Whether a text that begins with it needs no mark as text. */
export function beginsPlain(byte: u32): bool {
  return byte > 0x40 || (byte > 0x2d && byte !== 0x3d && byte !== 0x40) || byte === 0x28
}

/** Writes the text `[from, to)`, in UTF-8, as XML character data. @returns where that ends */
export function writeText(from: usize, to: usize, at: usize): usize {
  let units = MAX_CELL_UNITS
  Text.cut = false
  while (from < to) {
    if (units <= 0) {
      Text.cut = true
      return at
    }
    const byte = <u32>load<u8>(from)
    if (byte >= 0x80) {
      const length = sequenceLength(from, to)
      if (length < 0) {
        store<u8>(at, 0xef)
        store<u8>(at, 0xbf, 1)
        store<u8>(at, 0xbd, 2)
        at += 3
        from -= length
      } else {
        if (length === 4 && --units <= 0) {
          Text.cut = true
          return at
        }
        if (isNoncharacter(from, to)) {
          at = writeEscape(0xff00 | (<u32>load<u8>(from, 2) + 0x40), at)
          from += 3
        } else {
          // Four bytes whatever the length: the next ones overwrite what is too much.
          store<u32>(at, load<u32>(from))
          at += length
          from += length
        }
      }
    } else {
      from++
      if (byte === 0x5f && looksEscaped(from, to)) at = writeEscape(byte, at)
      else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) at = writeEscape(byte, at)
      else if (byte === 0x26 || byte === 0x3c || byte === 0x3e) at = writeEntity(byte, at)
      else store<u8>(at++, byte)
    }
    units--
  }
  return at
}

/** Whether `xHHHH` stands at `at` with an underscore after it, be it the text's or that of an escape to come. */
function looksEscaped(at: usize, to: usize): bool {
  if (at + 5 >= to || load<u8>(at) !== 0x78) return false
  for (let digit = at + 1; digit < at + 5; digit++) {
    const byte = <u32>load<u8>(digit)
    const letter = byte | 0x20
    if (!((byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66))) return false
  }
  const next = <u32>load<u8>(at, 5)
  if (next < 0x20) return next !== 0x09 && next !== 0x0a
  return next === 0x5f || isNoncharacter(at + 5, to)
}

/** U+FFFE or U+FFFF, the two of the plane that XML forbids. */
function isNoncharacter(at: usize, to: usize): bool {
  return at + 2 < to && (load<u32>(at) & 0xfeffff) === 0xbebfef
}

function writeEntity(byte: u32, at: usize): usize {
  if (byte === 0x26) {
    store<u32>(at, 0x706d6126) // &amp
    store<u8>(at, 0x3b, 4)
    return at + 5
  }
  store<u32>(at, byte === 0x3c ? 0x3b746c26 : 0x3b746726) // &lt; &gt;
  return at + 4
}

function writeEscape(unit: u32, at: usize): usize {
  store<u16>(at, 0x785f)
  store<u8>(at, hex(unit >> 12), 2)
  store<u8>(at, hex((unit >> 8) & 15), 3)
  store<u8>(at, hex((unit >> 4) & 15), 4)
  store<u8>(at, hex(unit & 15), 5)
  store<u8>(at, 0x5f, 6)
  return at + 7
}

function hex(digit: u32): u32 {
  return digit < 10 ? 0x30 + digit : 0x37 + digit
}

/** Length of the UTF-8 sequence at `at`, whose first byte is not ASCII; negative: so many bytes are no UTF-8. */
function sequenceLength(at: usize, to: usize): i32 {
  const lead = <u32>load<u8>(at)
  if (lead < 0xc2 || lead > 0xf4) return -1
  const length: usize = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  let low: u32 = 0x80
  let high: u32 = 0xbf
  if (lead === 0xe0) low = 0xa0
  else if (lead === 0xed) high = 0x9f
  else if (lead === 0xf0) low = 0x90
  else if (lead === 0xf4) high = 0x8f
  for (let k: usize = 1; k < length; k++) {
    if (at + k >= to) return -(<i32>k)
    const byte = <u32>load<u8>(at + k)
    if (byte < low || byte > high) return -(<i32>k)
    low = 0x80
    high = 0xbf
  }
  return <i32>length
}
