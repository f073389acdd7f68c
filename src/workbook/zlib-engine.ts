/**
 * The plain engine: XML text is made, and zlib searches it for repetitions, on the thread pool. It is the measure that the
 * template engine is held against byte by byte, and the way out where that one cannot run.
 */

import { CHUNK_BYTES } from './deflate.ts'
import type { Deflater, EntryDigest } from './deflate.ts'
import type { CutCells } from './plan.ts'
import { LF } from './records.ts'
import type { RowEncoder } from './row-encoder.ts'
import type { SheetEngine, SheetLimits } from './sheet-engine.ts'

export class ZlibEngine implements SheetEngine {
  readonly #encoder: RowEncoder
  readonly #deflater: Deflater
  readonly #maxRows: number
  readonly #maxBytes: number
  #rows = 0
  #out: Buffer = Buffer.alloc(0)
  #at = 0

  constructor(encoder: RowEncoder, deflater: Deflater, limits: SheetLimits) {
    this.#encoder = encoder
    this.#deflater = deflater
    this.#maxRows = limits.rows
    this.#maxBytes = limits.bytes
  }

  get rows(): number {
    return this.#rows
  }

  get allRows(): number {
    return this.#encoder.rows
  }

  get cutCells(): CutCells {
    return this.#encoder.cutCells
  }

  get full(): boolean {
    return this.#rows >= this.#maxRows || this.#deflater.size + this.#at >= this.#maxBytes
  }

  open(name: string, head: string): Promise<void> {
    this.#encoder.startSheet(name)
    this.#rows = 0
    this.#out = this.#deflater.take(head.length * 3)
    this.#at = this.#out.write(head)
    return Promise.resolve()
  }

  async write(records: Buffer, from: number): Promise<number> {
    for (;;) {
      from = this.#fill(records, from)
      if (from === records.length || this.full) return from
      await this.#deflater.push(this.#out, this.#at)
      this.#out = this.#deflater.take(this.#encoder.bound(records.indexOf(LF, from) + 1 - from))
      this.#at = 0
    }
  }

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
