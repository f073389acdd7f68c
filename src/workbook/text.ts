/**
 * A cell's text as XML: ST_Xstring (ECMA-376 part 1, 22.9.2.19). What XML 1.0 forbids stands as `_xHHHH_`, and so
 * does CR, which a parser would turn into LF; text that looks like such an escape has its underscore escaped, so
 * that the cell reads back as stored. Bytes that are no UTF-8 become U+FFFD, as WHATWG's decoder does it.
 */

import { MAX_CELL_UNITS } from './limits.ts'

const PLAIN = 0
const CONTROL = 1
const MARKUP = 2
const UNDERSCORE = 3
const MULTIBYTE = 4

const CLASS = new Uint8Array(256)
CLASS.fill(CONTROL, 0, 0x20)
CLASS[0x09] = PLAIN
CLASS[0x0a] = PLAIN
CLASS[0x26] = MARKUP
CLASS[0x3c] = MARKUP
CLASS[0x3e] = MARKUP
CLASS[0x5f] = UNDERSCORE
CLASS.fill(MULTIBYTE, 0x80, 0x100)

const HEX = Buffer.from('0123456789ABCDEF')
const REPLACEMENT = [0xef, 0xbf, 0xbd] as const

/** Bytes of XML that one byte of text may take: a control character's `_x0001_`. */
export const GROWTH = 7

/**
 * Writes the text `bytes[from, to)`, in UTF-8, as XML character data. `out` must have room for GROWTH times its length.
 * At most MAX_CELL_UNITS UTF-16 units are written, whole code points only.
 * @returns where the XML ends; negated if the text was cut
 */
export function writeText(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  let units = MAX_CELL_UNITS
  let read = from
  while (read < to) {
    if (units <= 0) return -at
    const byte = bytes[read]!
    switch (CLASS[byte]!) {
      case PLAIN:
        out[at++] = byte
        read++
        break
      case UNDERSCORE:
        read++
        if (looksEscaped(bytes, read, to)) at = writeEscape(0x5f, out, at)
        else out[at++] = byte
        break
      case MARKUP:
        at = writeEntity(byte, out, at)
        read++
        break
      case CONTROL:
        at = writeEscape(byte, out, at)
        read++
        break
      default: {
        const length = sequenceLength(bytes, read, to)
        if (length < 0) {
          out[at++] = REPLACEMENT[0]
          out[at++] = REPLACEMENT[1]
          out[at++] = REPLACEMENT[2]
          read -= length
          break
        }
        if (length === 4 && --units <= 0) return -at
        if (isNoncharacter(bytes, read, to)) {
          at = writeEscape(0xff00 | (bytes[read + 2]! + 0x40), out, at)
          read += 3
          break
        }
        for (const end = read + length; read < end; read++) out[at++] = bytes[read]!
      }
    }
    units--
  }
  return at
}

/** The same for texts that are not made in a hurry, such as headers. */
export function textXml(text: string): string {
  const bytes = Buffer.from(text)
  const out = Buffer.allocUnsafe(bytes.length * GROWTH)
  return out.toString('utf8', 0, Math.abs(writeText(bytes, 0, bytes.length, out, 0)))
}

/** Whether `xHHHH` stands at `at` with an underscore after it, be it the text's or that of an escape to come. */
function looksEscaped(bytes: Uint8Array, at: number, to: number): boolean {
  if (at + 5 >= to || bytes[at] !== 0x78) return false
  for (let digit = at + 1; digit < at + 5; digit++) {
    const byte = bytes[digit]!
    const letter = byte | 0x20
    if (!((byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66))) return false
  }
  const next = CLASS[bytes[at + 5]!]!
  return next === UNDERSCORE || next === CONTROL || isNoncharacter(bytes, at + 5, to)
}

/** U+FFFE or U+FFFF, the two of the plane that XML forbids (XML 1.0, 2.2 Char). */
function isNoncharacter(bytes: Uint8Array, at: number, to: number): boolean {
  return (
    bytes[at] === 0xef &&
    at + 2 < to &&
    bytes[at + 1] === 0xbf &&
    bytes[at + 2]! >= 0xbe &&
    bytes[at + 2]! <= 0xbf
  )
}

function writeEntity(byte: number, out: Uint8Array, at: number): number {
  out[at++] = 0x26
  if (byte === 0x26) {
    out[at++] = 0x61
    out[at++] = 0x6d
    out[at++] = 0x70
  } else {
    out[at++] = byte === 0x3c ? 0x6c : 0x67
    out[at++] = 0x74
  }
  out[at++] = 0x3b
  return at
}

function writeEscape(unit: number, out: Uint8Array, at: number): number {
  out[at] = 0x5f
  out[at + 1] = 0x78
  out[at + 2] = HEX[unit >> 12]!
  out[at + 3] = HEX[(unit >> 8) & 15]!
  out[at + 4] = HEX[(unit >> 4) & 15]!
  out[at + 5] = HEX[unit & 15]!
  out[at + 6] = 0x5f
  return at + 7
}

/**
 * Length of the UTF-8 sequence at `at`, whose first byte is not ASCII; negative: so many bytes are no UTF-8 (Unicode
 * standard, table 3-7, and "U+FFFD substitution of maximal subparts").
 */
function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at]!
  if (lead < 0xc2 || lead > 0xf4) return -1
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  let low = 0x80
  let high = 0xbf
  if (lead === 0xe0) low = 0xa0
  else if (lead === 0xed) high = 0x9f
  else if (lead === 0xf0) low = 0x90
  else if (lead === 0xf4) high = 0x8f
  for (let k = 1; k < length; k++) {
    if (at + k >= to) return -k
    const byte = bytes[at + k]!
    if (byte < low || byte > high) return -k
    low = 0x80
    high = 0xbf
  }
  return length
}
