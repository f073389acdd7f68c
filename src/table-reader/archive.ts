import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import { createInflateRaw } from 'node:zlib'

import yauzl from 'yauzl'

import { LIMITS } from './limits.ts'
import type { Source } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** APPNOTE.TXT 4.4.5 */
const DEFLATE = 8
const TEXT = new TextDecoder('utf-8', { fatal: true })

/** The entries of a ZIP, found by its directory at the end (APPNOTE.TXT 4.3.6), each read when it is asked for. */
export class Archive {
  readonly #zip: yauzl.ZipFile
  readonly #entries: ReadonlyMap<string, yauzl.Entry>

  private constructor(zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  /**
   * Reads the directory, and refuses what unpacks to too much by what it says of itself: an entry that says less than it
   * holds is refused while it is read.
   *
   * @throws UnreadableFile
   */
  static async open(source: Source): Promise<Archive> {
    try {
      const zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
        autoClose: false,
        lazyEntries: true,
      })
      if (zip.entryCount > LIMITS.entries) {
        throw new UnreadableFile(
          `the ZIP archive has ${zip.entryCount} entries, more than ${LIMITS.entries}: it is no workbook`,
        )
      }
      const entries = new Map<string, yauzl.Entry>()
      let unpacked = 0
      for await (const entry of zip.eachEntry()) {
        unpacked += entry.uncompressedSize
        refuseBomb(entry, unpacked)
        entries.set(entry.fileName, entry)
      }
      return new Archive(zip, entries)
    } catch (error) {
      throw broken(error)
    }
  }

  names(): Iterable<string> {
    return this.#entries.keys()
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** Bytes that an entry unpacks to. */
  size(name: string): number {
    return this.#entries.get(name)?.uncompressedSize ?? 0
  }

  /** The bytes of an entry. @throws UnreadableFile where there is none, or it is damaged */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw new UnreadableFile(`the workbook has no part ${name}`)
    try {
      let read = 0
      for await (const chunk of await this.#unpacked(entry)) {
        const bytes = chunk as Buffer
        read += bytes.length
        if (read > entry.uncompressedSize) {
          throw new UnreadableFile(
            `the part ${name} unpacks to more than it says of itself: this looks like a ZIP bomb`,
          )
        }
        yield bytes
      }
      if (read < entry.uncompressedSize) throw new UnreadableFile(`the part ${name} is truncated`)
    } catch (error) {
      throw broken(error, name)
    }
  }

  /** Inflated here and not by yauzl, in pieces of 256 KiB: of its 16 KiB a gigabyte is 65,000 turns of the event loop. */
  async #unpacked(entry: yauzl.Entry): Promise<Readable> {
    const decodeFileData = entry.compressionMethod === DEFLATE && !entry.isEncrypted() ? false : null
    const stream = await this.#zip.openReadStreamPromise(entry, { decodeFileData })
    if (decodeFileData === null) return stream
    const inflate = createInflateRaw({ chunkSize: 1 << 18 })
    stream.once('error', (error) => inflate.destroy(error))
    inflate.once('close', () => stream.destroy())
    return stream.pipe(inflate)
  }

  /** A small entry as text. @throws UnreadableFile */
  async text(name: string): Promise<string> {
    if (this.size(name) > LIMITS.partBytes) {
      throw new UnreadableFile(`the part ${name} of the workbook unpacks to ${this.size(name)} bytes`)
    }
    try {
      return TEXT.decode(await buffer(this.read(name)))
    } catch (error) {
      throw error instanceof TypeError ? new UnreadableFile(`the part ${name} is not UTF-8`) : error
    }
  }
}

function refuseBomb({ fileName, compressedSize, uncompressedSize }: yauzl.Entry, total: number): void {
  const packed = Math.max(compressedSize, 1)
  if (uncompressedSize > LIMITS.freeBytes && uncompressedSize > packed * LIMITS.ratio) {
    throw new UnreadableFile(
      `${fileName} unpacks to ${Math.round(uncompressedSize / packed)} times its size, more than ${LIMITS.ratio}: ` +
        'this looks like a ZIP bomb',
    )
  }
  if (total > LIMITS.unpackedBytes) {
    throw new UnreadableFile(
      `the ZIP archive unpacks to more than ${LIMITS.unpackedBytes / 2 ** 30} GiB: this looks like a ZIP bomb`,
    )
  }
}

/** An error of reading as a sentence; those of the disk or the database stay what they are. */
function broken(error: unknown, name?: string): unknown {
  if (error instanceof UnreadableFile || !(error instanceof Error)) return error
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined && !code.startsWith('Z_')) return error
  const where = name === undefined ? 'the ZIP archive' : `the part ${name}`
  if (/encrypt/i.test(error.message))
    return new UnreadableFile(`${where} is encrypted: save it without a password`)
  return new UnreadableFile(`${where} is damaged or truncated (${error.message})`)
}

/** A source as yauzl reads one: a stream at once, whose bytes come later. */
class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: Source

  constructor(source: Source) {
    super()
    this.#source = source
  }

  /** @param end exclusive */
  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough({ highWaterMark: 1 << 20 })
    this.#source
      .read({ start, end: end - 1 })
      .then((stream) => pipeline(stream, through))
      .catch((error: Error) => through.destroy(error))
    return through
  }
}
