import { Buffer } from 'node:buffer'

const BLOCK = 512

/** The head of a file in a tar archive (POSIX.1-2017, pax, ustar interchange format); its bytes follow, then padding. */
export function tarHead(name: string, size: number): Buffer {
  const head = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > 100) throw new Error(`Too long a name for an archive: ${name}`)
  head.write(name, 0)
  head.write('0000600\0', 100)
  head.write('0000000\0', 108)
  head.write('0000000\0', 116)
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  head.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  )
  // The sum of the head's bytes is taken with blanks in its own place.
  head.write('        ', 148)
  head.write('0', 156)
  head.write('ustar\u000000', 257)
  head.write(`${checksum(head).toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

/** What follows a file of this size, up to the next block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** A file as it is read from an archive. Its bytes are read, or passed over, before the next file is asked for. */
export interface TarFile {
  readonly name: string
  readonly size: number
  readonly bytes: AsyncIterable<Buffer>
}

/**
 * The files of an archive, one after the other, in the memory of one chunk.
 *
 * @throws Error where it ends too early or is no archive
 */
export async function* readTar(stream: AsyncIterable<Buffer>): AsyncIterable<TarFile> {
  const source = new Source(stream)
  for (;;) {
    const head = Buffer.concat(await Array.fromAsync(source.take(BLOCK)))
    if (head.every((byte) => byte === 0)) break
    const sum = head.toString('latin1', 148, 154)
    head.fill(' ', 148, 156)
    if (head.toString('latin1', 257, 262) !== 'ustar' || Number.parseInt(sum, 8) !== checksum(head))
      throw new Error('This is no backup, or a damaged one: a file in it has no head')
    const name = head.toString('utf8', 0, head.indexOf(0))
    const size = Number.parseInt(head.toString('latin1', 124, 135), 8)
    const bytes = source.take(size)
    yield { name, size, bytes }
    for await (const _ of bytes) continue
    for await (const _ of source.take(tarPadding(size).length)) continue
  }
}

const checksum = (head: Buffer): number => head.reduce((sum, byte) => sum + byte, 0)

/** A stream of which so many bytes are taken at a time as are wanted. */
class Source {
  readonly #stream: AsyncIterator<Buffer>
  #left: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#stream = stream[Symbol.asyncIterator]()
  }

  async *take(size: number): AsyncGenerator<Buffer> {
    for (let missing = size; missing > 0;) {
      if (this.#left.length === 0) {
        const next = await this.#stream.next()
        if (next.done === true) throw new Error('The backup ends too early')
        this.#left = next.value
        continue
      }
      const piece = this.#left.subarray(0, missing)
      this.#left = this.#left.subarray(piece.length)
      missing -= piece.length
      yield piece
    }
  }
}
