/**
 * The ZIP around the parts (PKWARE APPNOTE 6.3.10), written in one pass: sizes and CRC stand in a data descriptor
 * behind the data (4.3.9), zero in the local header. Offsets past 4 GiB are ZIP64 (4.5.3) in the central directory
 * and its end only; an entry itself stays below 4 GiB.
 */

import type { EntryDigest } from './deflate.ts'
import type { Sink } from './plan.ts'

type Entry = EntryDigest & { name: Buffer; offset: number }

/** Bit 3: data descriptor; bit 11: names are UTF-8. */
const FLAGS = 0x0808
const DEFLATE = 8
const VERSION = 20
const VERSION_ZIP64 = 45
const MAX_32 = 0xffff_ffff

export class Zip {
  readonly #sink: Sink
  readonly #start: number
  readonly #time: number
  readonly #date: number
  readonly #entries: Entry[] = []
  #open: { name: Buffer; offset: number } | undefined
  #written = 0

  /** @param startOffset where in its file the package starts; @param modified of every entry, in UTC */
  constructor(sink: Sink, startOffset: number, modified: Date) {
    this.#sink = sink
    this.#start = startOffset
    // MS-DOS time knows 1980 to 2107 in steps of two seconds.
    const year = Math.min(Math.max(modified.getUTCFullYear(), 1980), 2107)
    this.#date = ((year - 1980) << 9) | ((modified.getUTCMonth() + 1) << 5) | modified.getUTCDate()
    this.#time =
      (modified.getUTCHours() << 11) | (modified.getUTCMinutes() << 5) | (modified.getUTCSeconds() >> 1)
  }

  /** Bytes given to the sink. */
  get written(): number {
    return this.#written
  }

  /** Starts an entry; its deflated bytes follow, then `end`. */
  async begin(path: string): Promise<void> {
    const name = Buffer.from(path)
    this.#open = { name, offset: this.#start + this.#written }
    const header = new Fields(30 + name.length)
    header.u32(0x04034b50).u16(VERSION)
    this.#common(header, { crc: 0, size: 0, compressed: 0 }, name)
    await this.#write(header.bytes(name))
  }

  /** Ends the entry whose `digest.compressed` bytes went to the sink since `begin`. */
  async end(digest: EntryDigest): Promise<void> {
    if (this.#open === undefined) throw new Error('No entry is open')
    if (digest.size > MAX_32 || digest.compressed > MAX_32) throw new RangeError('A part of 4 GiB or more')
    this.#written += digest.compressed
    this.#entries.push({ ...this.#open, ...digest })
    this.#open = undefined
    const descriptor = new Fields(16)
    descriptor.u32(0x08074b50).u32(digest.crc).u32(digest.compressed).u32(digest.size)
    await this.#write(descriptor.bytes())
  }

  /** Writes the central directory. */
  async finish(): Promise<void> {
    const offset = this.#start + this.#written
    for (const entry of this.#entries) await this.#write(this.#directoryHeader(entry))
    const size = this.#start + this.#written - offset
    const count = this.#entries.length
    if (offset >= MAX_32 || count >= 0xffff) {
      const end64 = new Fields(56 + 20)
      end64.u32(0x06064b50).u64(44).u16(VERSION_ZIP64).u16(VERSION_ZIP64).u32(0).u32(0)
      end64.u64(count).u64(count).u64(size).u64(offset)
      end64
        .u32(0x07064b50)
        .u32(0)
        .u64(offset + size)
        .u32(1)
      await this.#write(end64.bytes())
    }
    const end = new Fields(22)
    end.u32(0x06054b50).u16(0).u16(0)
    end.u16(Math.min(count, 0xffff)).u16(Math.min(count, 0xffff))
    end.u32(size).u32(Math.min(offset, MAX_32)).u16(0)
    await this.#write(end.bytes())
  }

  #directoryHeader(entry: Entry): Buffer {
    const zip64 = entry.offset >= MAX_32
    const header = new Fields(46 + entry.name.length + (zip64 ? 12 : 0))
    header
      .u32(0x02014b50)
      .u16(VERSION)
      .u16(zip64 ? VERSION_ZIP64 : VERSION)
    this.#common(header, entry, entry.name, zip64 ? 12 : 0)
    header.u16(0).u16(0).u16(0).u32(0).u32(Math.min(entry.offset, MAX_32))
    if (!zip64) return header.bytes(entry.name)
    const extra = new Fields(12)
    extra.u16(1).u16(8).u64(entry.offset)
    return header.bytes(entry.name, extra.bytes())
  }

  #common(header: Fields, digest: EntryDigest, name: Buffer, extraLength = 0): void {
    header.u16(FLAGS).u16(DEFLATE).u16(this.#time).u16(this.#date)
    header.u32(digest.crc).u32(digest.compressed).u32(digest.size).u16(name.length).u16(extraLength)
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#written += bytes.length
    await this.#sink.write(bytes)
  }
}

/** Little-endian fields, one after the other. */
class Fields {
  readonly #buffer: Buffer
  #at = 0

  constructor(size: number) {
    this.#buffer = Buffer.alloc(size)
  }

  u16(value: number): this {
    this.#at = this.#buffer.writeUInt16LE(value, this.#at)
    return this
  }

  u32(value: number): this {
    this.#at = this.#buffer.writeUInt32LE(value, this.#at)
    return this
  }

  u64(value: number): this {
    this.#at = this.#buffer.writeBigUInt64LE(BigInt(value), this.#at)
    return this
  }

  /** All of it, with what follows the fields. */
  bytes(...behind: Buffer[]): Buffer {
    for (const part of behind) this.#at += part.copy(this.#buffer, this.#at)
    return this.#buffer
  }
}
