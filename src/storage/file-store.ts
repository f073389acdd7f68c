import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

import { syncFolder } from '../private-file.ts'
import { trace } from '../tracepoints.ts'
import { PENDING, type PendingFile, type Store, requireKey } from './store.ts'

/** Files in one folder of a disk, each readable by its owner only. */
export class FileStore implements Store {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = path.resolve(folder)
  }

  /** Makes the folder; call once before anything else. */
  async open(): Promise<this> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    return this
  }

  async create(key: string): Promise<PendingFile> {
    const final = this.#path(key)
    const pending = path.join(this.#folder, `${PENDING}${key}`)
    const handle = await open(pending, 'wx', 0o600)
    return new PendingLocalFile(handle, pending, final)
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Readable> {
    // A symbolic link is never ours: O_NOFOLLOW keeps a planted one from leading elsewhere.
    const handle = await open(this.#path(key), constants.O_RDONLY | constants.O_NOFOLLOW)
    return handle.createReadStream({ ...range, highWaterMark: 1024 * 1024 })
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true })
  }

  async *list(): AsyncIterable<{ key: string; modified: Date }> {
    for await (const entry of await opendir(this.#folder)) {
      const file = await stat(path.join(this.#folder, entry.name)).catch(() => null)
      if (file?.isFile() === true) yield { key: entry.name, modified: file.mtime }
    }
  }

  async probe(): Promise<void> {
    const file = path.join(this.#folder, `${PENDING}probe-${process.pid}`)
    const handle = await open(file, 'w', 0o600)
    try {
      await handle.write('probe')
    } finally {
      await handle.close()
      await rm(file, { force: true })
    }
  }

  #path(key: string): string {
    requireKey(key)
    return path.join(this.#folder, key)
  }
}

class PendingLocalFile implements PendingFile {
  readonly #handle: FileHandle
  readonly #pending: string
  readonly #final: string
  #written = 0
  #open = true

  constructor(handle: FileHandle, pending: string, final: string) {
    this.#handle = handle
    this.#pending = pending
    this.#final = final
  }

  async write(chunk: Uint8Array): Promise<void> {
    // A short write is no error to the system: go on with what is left.
    for (let offset = 0; offset < chunk.length;) {
      const { bytesWritten } = await this.#handle.write(chunk, offset, chunk.length - offset, this.#written)
      offset += bytesWritten
      this.#written += bytesWritten
    }
  }

  async commit(): Promise<void> {
    const key = path.basename(this.#final)
    trace('written', key)
    await this.#handle.sync()
    trace('synced', key)
    await this.#close()
    await rename(this.#pending, this.#final)
    trace('renamed', key)
    await syncFolder(path.dirname(this.#final))
  }

  async abort(): Promise<void> {
    await this.#close()
    await rm(this.#pending, { force: true })
  }

  async #close(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    await this.#handle.close()
  }
}
