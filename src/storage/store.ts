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

/** Where exported files are kept. Keys are made of identifiers only, never of what a user typed. */
export interface Store {
  create(key: string): Promise<PendingFile>
  /**
   * The bytes `start` to `end` (inclusive) of a file.
   *
   * @throws Error where there is no such file
   */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>
  /** Deletes a file; one that is not there is no error. */
  delete(key: string): Promise<void>
  /** Every file and pending file with the time of its last change. */
  list(): AsyncIterable<{ key: string; modified: Date }>
  /** Throws where nothing can be written. */
  probe(): Promise<void>
}
