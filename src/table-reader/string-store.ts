import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Strings of one block: neighbours are asked for together, since Excel numbers texts as its cells first use them. */
const BLOCK = 64
/** Blocks that are kept decoded, twice: the texts of enumerations are asked for again and again. */
const DECODED = 512

/**
 * Texts by number, many more than memory should hold: so many bytes of them in memory, the rest in a temporary file, found
 * by the offsets of blocks of 64.
 */
export class StringStore {
  readonly #memoryBytes: number
  readonly #blocks: Buffer[] = []
  #inMemory = 0
  /** Blocks of the file: where each begins, and at last where the next one will. */
  readonly #offsets: number[] = [0]
  #file: number | undefined
  #pending: string[] = []
  #recent = new Map<number, readonly string[]>()
  #earlier = new Map<number, readonly string[]>()
  #length = 0

  constructor(memoryBytes: number) {
    this.#memoryBytes = memoryBytes
  }

  get length(): number {
    return this.#length
  }

  /** Bytes that lie in the temporary file. */
  get spilledBytes(): number {
    return this.#offsets.at(-1) ?? 0
  }

  add(text: string): void {
    this.#pending.push(text)
    this.#length++
    if (this.#pending.length === BLOCK) this.#store()
  }

  /** The text with a number; undefined: there is none. */
  get(index: number): string | undefined {
    const block = Math.floor(index / BLOCK)
    const strings = this.#recent.get(block) ?? this.#load(block)
    return strings?.[index - block * BLOCK]
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #store(): void {
    const bytes = Buffer.from(JSON.stringify(this.#pending))
    this.#pending = []
    if (this.#inMemory + bytes.length <= this.#memoryBytes && this.#file === undefined) {
      this.#inMemory += bytes.length
      this.#blocks.push(bytes)
      return
    }
    this.#file ??= openUnnamed()
    writeSync(this.#file, bytes, 0, bytes.length, this.spilledBytes)
    this.#offsets.push(this.spilledBytes + bytes.length)
  }

  #load(block: number): readonly string[] | undefined {
    const known = this.#earlier.get(block)
    const strings = known ?? this.#read(block)
    if (strings === undefined) return undefined
    if (this.#recent.size >= DECODED) {
      this.#earlier = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(block, strings)
    return strings
  }

  #read(block: number): readonly string[] | undefined {
    const stored = this.#blocks.length + this.#offsets.length - 1
    // The last block is not full, and changes.
    if (block === stored) return [...this.#pending]
    if (block < 0 || block > stored || !Number.isInteger(block)) return undefined
    const bytes = this.#blocks[block] ?? this.#fromFile(block - this.#blocks.length)
    return JSON.parse(bytes.toString()) as string[]
  }

  #fromFile(block: number): Buffer {
    const from = this.#offsets[block] ?? 0
    const bytes = Buffer.allocUnsafe((this.#offsets[block + 1] ?? from) - from)
    if (this.#file !== undefined) readSync(this.#file, bytes, 0, bytes.length, from)
    return bytes
  }
}

/** A temporary file that has no name any more: it is gone with its descriptor, however the process ends. */
function openUnnamed(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-strings-'))
  try {
    return openSync(path.join(folder, 'strings'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
