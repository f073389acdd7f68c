/**
 * From records to the deflated bytes of one sheet's entry. What is above knows records going in and the digest coming
 * out; that XML text exists in between, and is searched for repetitions by zlib, is this file's own affair.
 */

import { CHUNK_BYTES } from './deflate.ts'
import type { Deflater, EntryDigest } from './deflate.ts'
import { LF } from './records.ts'
import type { RowEncoder } from './row-encoder.ts'

export class SheetEngine {
  readonly #encoder: RowEncoder
  readonly #deflater: Deflater
  readonly #maxRows: number
  readonly #maxBytes: number
  #rows = 0
  #out: Buffer = Buffer.alloc(0)
  #at = 0

  constructor(encoder: RowEncoder, deflater: Deflater, maxRows: number, maxBytes: number) {
    this.#encoder = encoder
    this.#deflater = deflater
    this.#maxRows = maxRows
    this.#maxBytes = maxBytes
  }

  /** Rows of the sheet, without its header. */
  get rows(): number {
    return this.#rows
  }

  /** Whether the next record belongs in another sheet. */
  get full(): boolean {
    return this.#rows >= this.#maxRows || this.#deflater.size + this.#at >= this.#maxBytes
  }

  /** @param head what stands before the first row below the header */
  open(name: string, head: string): void {
    this.#encoder.startSheet(name)
    this.#rows = 0
    this.#out = this.#deflater.take(head.length * 3)
    this.#at = this.#out.write(head)
  }

  /**
   * Encodes complete records until `records` ends or the sheet is full.
   * @returns where it stopped
   */
  async write(records: Buffer, from: number): Promise<number> {
    for (;;) {
      from = this.#fill(records, from)
      if (from === records.length || this.full) return from
      await this.#deflater.push(this.#out, this.#at)
      this.#out = this.#deflater.take(this.#encoder.bound(records.indexOf(LF, from) + 1 - from))
      this.#at = 0
    }
  }

  /** @param tail what stands after the last row */
  async close(tail: string): Promise<EntryDigest> {
    const bytes = Buffer.from(tail)
    if (this.#at + bytes.length > this.#out.length) {
      await this.#deflater.push(this.#out, this.#at)
      this.#out = this.#deflater.take(bytes.length)
      this.#at = 0
    }
    this.#at += bytes.copy(this.#out, this.#at)
    return this.#deflater.end(this.#out, this.#at)
  }

  /** Encodes records until there are none, the chunk is full or the sheet is. */
  #fill(records: Buffer, from: number): number {
    const encoder = this.#encoder
    const out = this.#out
    while (from < records.length && this.#at < CHUNK_BYTES && !this.full) {
      const end = records.indexOf(LF, from) + 1
      if (this.#at + encoder.bound(end - from) > out.length) break
      this.#at = encoder.encode(records, from, end, out, this.#at)
      this.#rows++
      from = end
    }
    return from
  }
}
