/**
 * The table of shared strings (ECMA-376 part 1, 18.4.9), which `t="s"` cells point into: codes, headers and, in small
 * workbooks, every text. It holds bytes and typed arrays only; a Map of a million strings takes ten times the memory.
 */

import { GROWTH, writeText } from './text.ts'
import { XML_DECLARATION, MAIN_NAMESPACE } from './xml.ts'

const LOAD = 0.5

export class SharedStrings {
  #limit: number
  #bytes = Buffer.allocUnsafe(1 << 16)
  /** Where text n starts; it ends where the next one starts. */
  #starts = new Uint32Array(1 << 10)
  #count = 0
  /** Open addressing: index + 1 of a text, 0 where free. */
  #slots = new Int32Array(1 << 11)

  /** @param limit bytes of XML that `intern` may fill */
  constructor(limit: number) {
    this.#limit = limit
  }

  get count(): number {
    return this.#count
  }

  /** Index of a text that must be in the table, whatever the limit. */
  add(text: string): number {
    const bytes = Buffer.from(text)
    const xml = Buffer.allocUnsafe(bytes.length * GROWTH)
    return this.#intern(xml, Math.abs(writeText(bytes, 0, bytes.length, xml, 0)), Infinity)
  }

  /**
   * Index of the text whose XML (see text.ts) is the first `length` bytes of `xml`; -1 if it is new and the table full.
   */
  intern(xml: Uint8Array, length: number): number {
    return this.#intern(xml, length, this.#limit)
  }

  #intern(xml: Uint8Array, length: number, limit: number): number {
    const mask = this.#slots.length - 1
    let slot = hash(xml, length) & mask
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#equals(entry - 1, xml, length)) return entry - 1
      slot = (slot + 1) & mask
    }
    const start = this.#starts[this.#count]!
    if (start + length > limit) return -1
    this.#reserve(start + length)
    this.#bytes.set(xml.subarray(0, length), start)
    this.#starts[++this.#count] = start + length
    this.#slots[slot] = this.#count
    if (this.#count > this.#slots.length * LOAD) this.#rehash()
    return this.#count - 1
  }

  #equals(index: number, xml: Uint8Array, length: number): boolean {
    const start = this.#starts[index]!
    if (this.#starts[index + 1]! - start !== length) return false
    const bytes = this.#bytes
    for (let at = 0; at < length; at++) if (bytes[start + at] !== xml[at]) return false
    return true
  }

  #reserve(length: number): void {
    if (length > this.#bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2))
      bytes.set(this.#bytes)
      this.#bytes = bytes
    }
    if (this.#count + 2 > this.#starts.length) {
      const starts = new Uint32Array(this.#starts.length * 2)
      starts.set(this.#starts)
      this.#starts = starts
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4)
    const mask = slots.length - 1
    for (let index = 0; index < this.#count; index++) {
      const start = this.#starts[index]!
      const text = this.#bytes.subarray(start, this.#starts[index + 1])
      let slot = hash(text, text.length) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    }
    this.#slots = slots
  }

  /** The part `xl/sharedStrings.xml`, in pieces of about 64 kB. */
  *xml(): Generator<Uint8Array> {
    yield Buffer.from(`${XML_DECLARATION}<sst xmlns="${MAIN_NAMESPACE}" uniqueCount="${this.#count}">`)
    let items: Buffer[] = []
    let size = 0
    for (let index = 0; index < this.#count; index++) {
      const text = this.#bytes.subarray(this.#starts[index], this.#starts[index + 1])
      const item = Buffer.concat([isPadded(text, 0, text.length) ? PRESERVED : OPEN, text, CLOSE])
      items.push(item)
      size += item.length
      if (size > 1 << 16) {
        yield Buffer.concat(items)
        items = []
        size = 0
      }
    }
    yield Buffer.concat([...items, Buffer.from('</sst>')])
  }
}

const OPEN = Buffer.from('<si><t>')
const PRESERVED = Buffer.from('<si><t xml:space="preserve">')
const CLOSE = Buffer.from('</t></si>')

/**
 * Whether XML white space leads or trails in `bytes[from, to)`, which readers drop without `xml:space="preserve"`.
 */
export function isPadded(bytes: Uint8Array, from: number, to: number): boolean {
  return to > from && (isBlank(bytes[from]!) || isBlank(bytes[to - 1]!))
}

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09
}

/** FNV-1a, its high bits folded into the low ones, of which the table uses few. */
function hash(bytes: Uint8Array, length: number): number {
  let value = 0x811c9dc5
  for (let at = 0; at < length; at++) value = Math.imul(value ^ bytes[at]!, 0x01000193)
  return value ^ (value >>> 15)
}
