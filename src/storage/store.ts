import type { Readable } from 'node:stream'

/** A file being written: nobody sees it before {@link commit}. */
export interface PendingFile {
  /** Appends; resolves when more can be taken. */
  write(chunk: Uint8Array): Promise<void>
  /** Makes the file durable and visible under its key. */
  commit(): Promise<void>
  /** Throws away what was written; safe to call more than once, and after a commit without effect. */
  abort(): Promise<void>
}

/** Begins the name under which a file is listed that is still being written. */
export const PENDING = '.tmp-'

/** What went wrong with a store, in the codes that a file system has: what is not there, full, or does not answer. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly code: 'ENOENT' | 'ENOSPC' | 'EIO'

  constructor(code: StorageError['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** Refuses a key that could lead elsewhere. @throws Error */
export function requireKey(key: string): void {
  if (!/^[\w.-]*\w$/.test(key) || key.startsWith('..')) throw new Error(`Not a key of a file: ${key}`)
}

/** Where exported files are kept. Keys are made of identifiers only, never of what a user typed. */
export interface Store {
  create(key: string): Promise<PendingFile>
  /**
   * The bytes `start` to `end` (inclusive) of a file.
   *
   * @throws Error of code ENOENT where there is no such file
   */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>
  /** Deletes a file; one that is not there is no error. */
  delete(key: string): Promise<void>
  /** Every file and pending file with the time of its last change. */
  list(): AsyncIterable<{ key: string; modified: Date }>
  /** Throws where nothing can be written. */
  probe(): Promise<void>
}
