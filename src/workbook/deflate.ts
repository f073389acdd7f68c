/**
 * One deflate stream made of chunks that are compressed side by side on libuv's thread pool: each ends in a
 * Z_SYNC_FLUSH, which aligns it to a byte, the last one in Z_FINISH (RFC 1951; zlib manual, deflate). A chunk cannot
 * refer to the one before; at 1 MiB a chunk that costs less than 0.5 % of the file.
 */

import { constants, crc32, deflateRaw } from 'node:zlib'

import type { Sink } from './plan.ts'

/** A chunk is pushed once it holds so many bytes … */
export const CHUNK_BYTES = 1 << 20
/** … and has room for so many more: a record and a row more than that get a buffer of their own. */
export const CHUNK_ROOM = 1 << 19

/** About what a chunk of sheet compresses to; smaller makes zlib join many buffers. */
const OUTPUT_BYTES = 1 << 18

/** What the ZIP entry must know. `compressed` counts bytes given to the sink. */
export type EntryDigest = { crc: number; size: number; compressed: number }

export class Deflater {
  readonly #sink: Sink
  readonly #level: number
  readonly #limit: number
  readonly #inFlight: Promise<Buffer>[] = []
  readonly #free: Buffer[] = []
  #digest: EntryDigest = { crc: 0, size: 0, compressed: 0 }

  /** @param limit chunks in flight at once */
  constructor(sink: Sink, level: number, limit: number) {
    this.#sink = sink
    this.#level = level
    this.#limit = limit
  }

  /** Bytes pushed since the entry began. */
  get size(): number {
    return this.#digest.size
  }

  /** A buffer to fill with at least `bytes` bytes; give it back through `push`. */
  take(bytes = CHUNK_BYTES + CHUNK_ROOM): Buffer {
    if (bytes > CHUNK_BYTES + CHUNK_ROOM) return Buffer.allocUnsafeSlow(bytes)
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES + CHUNK_ROOM)
  }

  /** Compresses the first `length` bytes of a taken buffer; waits, once the pool is full, for the oldest chunk. */
  async push(buffer: Buffer, length: number): Promise<void> {
    await this.#push(buffer, length, constants.Z_SYNC_FLUSH)
  }

  /** The same with the entry's last chunk; waits until the sink has all of the entry. */
  async end(buffer: Buffer, length: number): Promise<EntryDigest> {
    await this.#push(buffer, length, constants.Z_FINISH)
    while (this.#inFlight.length > 0) await this.#pass()
    const digest = this.#digest
    this.#digest = { crc: 0, size: 0, compressed: 0 }
    return digest
  }

  /** A whole entry from few bytes. */
  async all(pieces: Iterable<Uint8Array>): Promise<EntryDigest> {
    let buffer = this.take()
    let length = 0
    for (const bytes of pieces) {
      if (length > 0 && length + bytes.length > CHUNK_BYTES) {
        await this.push(buffer, length)
        buffer = this.take(bytes.length)
        length = 0
      } else if (bytes.length > buffer.length) {
        buffer = this.take(bytes.length)
      }
      buffer.set(bytes, length)
      length += bytes.length
    }
    return this.end(buffer, length)
  }

  async #push(buffer: Buffer, length: number, finishFlush: number): Promise<void> {
    const bytes = buffer.subarray(0, length)
    this.#digest.crc = crc32(bytes, this.#digest.crc)
    this.#digest.size += length
    if (this.#inFlight.length >= this.#limit) await this.#pass()
    const deflated = new Promise<Buffer>((resolve, reject) => {
      deflateRaw(bytes, { level: this.#level, finishFlush, chunkSize: OUTPUT_BYTES }, (error, result) => {
        if (buffer.length === CHUNK_BYTES + CHUNK_ROOM) this.#free.push(buffer)
        if (error === null) resolve(result)
        else reject(error)
      })
    })
    // Whoever awaits it hears of a failure; until then it is no unhandled one.
    deflated.catch(() => undefined)
    this.#inFlight.push(deflated)
  }

  async #pass(): Promise<void> {
    const chunk = await this.#inFlight.shift()
    if (chunk === undefined) return
    this.#digest.compressed += chunk.length
    await this.#sink.write(chunk)
  }
}
