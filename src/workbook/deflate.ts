/**
 * One deflate stream made of chunks that are compressed side by side on libuv's thread pool: each ends in a
 * Z_SYNC_FLUSH, which aligns it to a byte, the last one in Z_FINISH (RFC 1951; zlib manual, deflate). A chunk cannot
 * refer to the one before; at 512 KiB a chunk that costs 0.3 % of the file.
 */

import { constants, crc32, createDeflateRaw, deflateRaw } from 'node:zlib'
import type { DeflateRaw } from 'node:zlib'

import type { Sink } from './plan.ts'

/** A chunk is pushed once it holds so many bytes … */
export const CHUNK_BYTES = 1 << 19
/** … and has room for so many more; what needs more than that gets a buffer of its own. */
const CHUNK_ROOM = 1 << 16

/** About what a chunk of a sheet compresses to; smaller makes zlib join many buffers. */
const OUTPUT_BYTES = 1 << 17

/** What the ZIP entry must know. `compressed` counts bytes given to the sink. */
export type EntryDigest = { crc: number; size: number; compressed: number }

export class Deflater {
  readonly #sink: Sink
  readonly #level: number
  readonly #limit: number
  readonly #inFlight: Promise<Buffer>[] = []
  readonly #buffers: Buffer[] = []
  /** Set-up costs as much as deflating 100 kB: a compressor is reset and used again. */
  readonly #compressors: DeflateRaw[] = []
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

  /** A buffer to fill with at least `bytes` bytes; give it back through `push` or `end`. */
  take(bytes = 0): Buffer {
    const usual = CHUNK_BYTES + CHUNK_ROOM
    if (bytes > usual) return Buffer.allocUnsafeSlow(bytes)
    return this.#buffers.pop() ?? Buffer.allocUnsafeSlow(usual)
  }

  /** Compresses the first `length` bytes of a taken buffer; waits, once the pool is full, for the oldest chunk. */
  async push(buffer: Buffer, length: number): Promise<void> {
    await this.#push(buffer, length, (bytes) => this.#deflate(bytes))
  }

  /** The same with the entry's last chunk; waits until the sink has all of the entry. */
  async end(buffer: Buffer, length: number): Promise<EntryDigest> {
    await this.#push(buffer, length, (bytes) => this.#deflateLast(bytes))
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
      if (length > 0 && length + bytes.length > buffer.length) {
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

  /** Frees the compressors. */
  close(): void {
    for (const compressor of this.#compressors.splice(0)) compressor.close()
  }

  async #push(buffer: Buffer, length: number, deflate: (bytes: Buffer) => Promise<Buffer>): Promise<void> {
    const bytes = buffer.subarray(0, length)
    this.#digest.crc = crc32(bytes, this.#digest.crc)
    this.#digest.size += length
    if (this.#inFlight.length >= this.#limit) await this.#pass()
    const deflated = deflate(bytes)
    // Whoever awaits it hears of a failure; until then it is no unhandled one.
    deflated.then(
      () => buffer.length === CHUNK_BYTES + CHUNK_ROOM && this.#buffers.push(buffer),
      () => undefined,
    )
    this.#inFlight.push(deflated)
  }

  async #pass(): Promise<void> {
    const chunk = await this.#inFlight.shift()
    if (chunk === undefined) return
    this.#digest.compressed += chunk.length
    await this.#sink.write(chunk)
  }

  #deflate(bytes: Buffer): Promise<Buffer> {
    const compressor =
      this.#compressors.pop() ??
      createDeflateRaw({ level: this.#level, flush: constants.Z_SYNC_FLUSH, chunkSize: OUTPUT_BYTES })
    compressor.reset()
    return new Promise((resolve, reject) => {
      const output: Buffer[] = []
      const collect = (chunk: Buffer) => output.push(chunk)
      compressor.on('data', collect).once('error', reject)
      compressor.write(bytes, (error) => {
        if (error) return
        compressor.off('data', collect).off('error', reject)
        this.#compressors.push(compressor)
        resolve(output.length === 1 && output[0] !== undefined ? output[0] : Buffer.concat(output))
      })
    })
  }

  #deflateLast(bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      deflateRaw(bytes, { level: this.#level }, (error, result) => {
        if (error === null) resolve(result)
        else reject(error)
      })
    })
  }
}
