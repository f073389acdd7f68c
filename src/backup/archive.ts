import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type WriteStream, createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

import { syncFolder } from '../private-file.ts'
import { TAR_END, type TarFile, readTar, tarHead, tarPadding } from './tar.ts'

/** What a backup is of; the first file in it, `backup.json`. */
export interface BackupHead {
  readonly format: 1
  /** Version of the schema: a later program restores it and migrates then. */
  readonly schema: number
  /** The instant of the one snapshot that all rows are of. */
  readonly taken_at: string
  /** In an order in which each refers to earlier ones only, with their columns. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[]
  readonly files: boolean
}

/** The last file, `manifest.json`: a backup without it is not whole. */
export interface Manifest {
  /** SHA-256 of every other file, by name. */
  readonly sha256: Readonly<Record<string, string>>
}

export const HEAD = 'backup.json'
export const MANIFEST = 'manifest.json'

/** Writes a backup: a `.tar.gz` that only its owner may read, there once it is whole, and never over another. */
export class ArchiveWriter {
  readonly #sha256: Record<string, string> = {}
  readonly #gzip = createGzip({ level: 3 })
  readonly #written: Promise<void>
  readonly #sink: WriteStream
  readonly #file: string
  readonly #part: string

  private constructor(file: string, handle: FileHandle) {
    this.#file = file
    this.#part = `${file}.part`
    // Durable before it is closed.
    this.#sink = handle.createWriteStream({ flush: true })
    this.#written = pipeline(this.#gzip, this.#sink)
    // It is awaited at the end; until then an error comes to who writes.
    this.#written.catch(() => {})
  }

  /** What has been written so far. */
  get bytes(): number {
    return this.#sink.bytesWritten
  }

  /** @throws Error where the file, or the part of another backup to it, is there already */
  static async create(file: string): Promise<ArchiveWriter> {
    await (await openNew(file)).close()
    try {
      return new ArchiveWriter(file, await openNew(`${file}.part`))
    } catch (error) {
      await rm(file)
      throw error
    }
  }

  /** Adds a file whose bytes are there. */
  async add(name: string, content: Buffer | string): Promise<void> {
    const bytes = Buffer.from(content)
    await this.addStream(name, bytes.length, [bytes])
  }

  /** Adds a file of a size that is known before. @throws Error where it has another size in the end */
  async addStream(
    name: string,
    size: number,
    content: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<void> {
    const hash = createHash('sha256')
    let written = 0
    await this.#write(tarHead(name, size))
    for await (const chunk of content) {
      written += chunk.length
      hash.update(chunk)
      await this.#write(chunk)
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes instead of ${size}`)
    await this.#write(tarPadding(size))
    this.#sha256[name] = hash.digest('hex')
  }

  /** Completes the backup and gives it its name. */
  async finish(): Promise<void> {
    const manifest: Manifest = { sha256: { ...this.#sha256 } }
    await this.add(MANIFEST, JSON.stringify(manifest))
    await this.#write(TAR_END)
    this.#gzip.end()
    await this.#written
    await rename(this.#part, this.#file)
    await syncFolder(path.dirname(path.resolve(this.#file)))
  }

  /** Throws away what was written. */
  async abort(): Promise<void> {
    this.#gzip.destroy()
    await this.#written.catch(() => {})
    for (const file of [this.#part, this.#file]) await rm(file, { force: true })
  }

  async #write(bytes: Buffer): Promise<void> {
    // Where the file cannot be written no room is made any more: the error is told instead.
    if (!this.#gzip.write(bytes)) await Promise.race([once(this.#gzip, 'drain'), this.#written])
  }
}

async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600)
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw isThere
      ? new Error(`${file} is there already. Give another name, or remove it.`, { cause: error })
      : error
  }
}

/** The files of a backup in their order. */
export async function* readArchive(file: string): AsyncIterable<TarFile> {
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 })
  const gunzip = createGunzip()
  // An error of the source comes to who reads, through the one that is read.
  source.once('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    yield* readTar(gunzip)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/**
 * Reads a backup to its end and compares every checksum, before anything is done with it.
 *
 * @throws Error where it is not whole, or a byte of it is another
 */
export async function verifyArchive(file: string): Promise<BackupHead> {
  const sha256: Record<string, string> = {}
  let head: BackupHead | undefined
  let manifest: Manifest | undefined
  for await (const { name, bytes } of readArchive(file)) {
    const hash = createHash('sha256')
    const kept: Buffer[] = []
    for await (const chunk of bytes) {
      hash.update(chunk)
      if (name === HEAD || name === MANIFEST) kept.push(Buffer.from(chunk))
    }
    if (name === MANIFEST) manifest = JSON.parse(String(Buffer.concat(kept))) as Manifest
    else sha256[name] = hash.digest('hex')
    if (name === HEAD) head = JSON.parse(String(Buffer.concat(kept))) as BackupHead
  }
  if (head === undefined || manifest === undefined) throw new Error('The backup is not whole')
  if (head.format !== 1) throw new Error(`The backup has the form ${String(head.format)}, and 1 is known`)
  const names = new Set([...Object.keys(sha256), ...Object.keys(manifest.sha256)])
  for (const name of names) {
    if (sha256[name] !== manifest.sha256[name])
      throw new Error(`The backup is damaged: ${name} is not what was written`)
  }
  return head
}
