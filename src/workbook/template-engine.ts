/**
 * The fast engine: no XML is searched for repetitions, as the module knows where each tag stood last. Records are gathered
 * to chunks of a fixed size, each becomes a part of the sheet's stream, and the parts stand in it in the order of their
 * records, whoever made them: here, or in threads side by side.
 */

import { nameCut } from './cut-cells.ts'
import { combineCrc32 } from './crc32-combine.ts'
import type { EntryDigest } from './deflate.ts'
import { encoderThreads } from './encoder-threads.ts'
import type { PartAnswer } from './encoder-thread.ts'
import { CELL_SCAFFOLD } from './cell-template.ts'
import { type Part, PartEncoder } from './part-encoder.ts'
import type { Column, CutCells, Sink } from './plan.ts'
import { LF, RecordError } from './records.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { SheetEngine, SheetLimits } from './sheet-engine.ts'
import { SinkQueue } from './sink-queue.ts'
import { GROWTH } from './text.ts'

/** Bytes of records of a part: some 2,000 users. What a part cannot refer to costs 1.2 kB of some 270. */
const CHUNK_BYTES = 1 << 19
/** The header's row is 1. */
const FIRST_ROW = 2
/** Parts on their way beside those being made: one each that waits for its thread, or for the sink. */
const WAITING = 2

/** Records of one part: still gathered, or given to a thread. */
type Chunk = {
  readonly records: ArrayBuffer
  /** Bytes of records. */
  length: number
  rows: number
  /** Bytes of XML that they come to at most. */
  bound: number
}

let workbooks = 0

export class TemplateEngine implements SheetEngine {
  readonly cutCells: CutCells = { count: 0, first: [] }
  readonly #columns: readonly Column[]
  readonly #limits: SheetLimits
  readonly #here: PartEncoder
  readonly #threads: number
  readonly #workbook = workbooks++
  readonly #sink: SinkQueue
  readonly #inFlight: { readonly chunk: Chunk; readonly answer: Promise<PartAnswer> }[] = []
  /** Buffers of records, and of deflated bytes, that came back. */
  readonly #spare: { readonly records: ArrayBuffer[]; readonly out: ArrayBuffer[] } = { records: [], out: [] }
  #chunk = emptyChunk()
  #sheet = ''
  #rows = 0
  #rowsBefore = 0
  /** Of the sheet's parts that have come back, and the rows of all that have. */
  #digest: EntryDigest = { crc: 0, size: 0, compressed: 0 }
  #rowsTaken = 0

  /**
   * @param everyTextShared texts go to the table of shared strings as long as it takes them
   * @param threads that make parts; 0: they are made here, as where texts are shared, since there is one table
   */
  constructor(
    columns: readonly Column[],
    shared: SharedStrings,
    everyTextShared: boolean,
    sink: Sink,
    limits: SheetLimits,
    threads: number,
  ) {
    this.#columns = columns
    this.#limits = limits
    this.#sink = new SinkQueue(sink)
    this.#threads = everyTextShared ? 0 : threads
    this.#here = new PartEncoder(columns, shared, everyTextShared)
  }

  get rows(): number {
    return this.#rows
  }

  get allRows(): number {
    return this.#rowsBefore + this.#rows
  }

  get full(): boolean {
    return this.#rows >= this.#limits.rows || this.#digest.size >= this.#limits.bytes
  }

  async open(name: string, head: string): Promise<void> {
    this.#rowsBefore += this.#rows
    this.#rows = 0
    this.#sheet = name
    this.#digest = { crc: 0, size: 0, compressed: 0 }
    await this.#take(this.#here.putText(head, false))
  }

  async write(records: Buffer, from: number): Promise<number> {
    while (from < records.length && !this.full) {
      const { end, rows } = this.#fitting(records, from)
      const bound = this.#bound(end - from, rows)
      if (this.#mostBytes + bound >= this.#limits.bytes) {
        await this.#drain()
        from += await this.#encodeHere(records.subarray(from))
      } else if (rows > 0) {
        records.copy(Buffer.from(this.#chunk.records), this.#chunk.length, from, end)
        this.#chunk.length += end - from
        this.#chunk.rows += rows
        this.#chunk.bound += bound
        this.#rows += rows
        from = end
      } else if (this.#chunk.rows > 0) {
        await this.#dispatch()
      } else {
        // A record that is longer than a chunk.
        await this.#drain()
        from += await this.#encodeHere(records.subarray(from, records.indexOf(LF, from) + 1))
      }
    }
    return from
  }

  async close(tail: string): Promise<EntryDigest> {
    await this.#drain()
    await this.#take(this.#here.putText(tail, true))
    await this.#sink.settle()
    return this.#digest
  }

  /** How many of the next records the chunk has room for, and the sheet. */
  #fitting(records: Buffer, from: number): { end: number; rows: number } {
    const last = from + CHUNK_BYTES - this.#chunk.length - 1
    const most = this.#limits.rows - this.#rows
    let end = from
    let rows = 0
    while (rows < most) {
      const lf = records.indexOf(LF, end)
      if (lf < 0 || lf > last) break
      end = lf + 1
      rows++
    }
    return { end, rows }
  }

  /** Bytes of XML that records come to at most. */
  #bound(bytes: number, rows: number): number {
    return bytes * GROWTH + rows * (this.#columns.length + 1) * CELL_SCAFFOLD
  }

  /** Bytes of XML that the sheet has at most. */
  get #mostBytes(): number {
    return this.#inFlight.reduce((sum, { chunk }) => sum + chunk.bound, this.#digest.size + this.#chunk.bound)
  }

  /** Has the chunk made into a part. */
  async #dispatch(): Promise<void> {
    const chunk = this.#chunk
    const rowIndex = FIRST_ROW + this.#rows - chunk.rows
    const out = this.#spare.out.pop() ?? new ArrayBuffer(CHUNK_BYTES)
    this.#chunk = emptyChunk(this.#threads === 0 ? chunk.records : this.#spare.records.pop())
    if (this.#threads === 0) {
      const records = Buffer.from(chunk.records, 0, chunk.length)
      await this.#take(this.#here.encode(records, rowIndex, new Uint8Array(out)))
      return
    }
    // Only for one too many is waited: what is known of the sheet's size must not depend on which thread was quick.
    if (this.#inFlight.length >= this.#threads + WAITING) await this.#takeOldest()
    const answer = encoderThreads.encode(
      {
        workbook: this.#workbook,
        columns: this.#columns,
        records: chunk.records,
        length: chunk.length,
        rowIndex,
        out,
      },
      this.#threads,
    )
    // Whoever awaits it hears of a failure; until then it is no unhandled one.
    answer.catch(() => undefined)
    this.#inFlight.push({ chunk, answer })
  }

  /** Waits for all parts, so that the sheet's size is known. */
  async #drain(): Promise<void> {
    if (this.#chunk.rows > 0) await this.#dispatch()
    while (this.#inFlight.length > 0) await this.#takeOldest()
  }

  async #takeOldest(): Promise<void> {
    const oldest = this.#inFlight.shift()
    if (oldest === undefined) return
    const { part, records } = await oldest.answer
    this.#spare.records.push(records)
    await this.#take(part)
  }

  /** Makes records into a part at once, as far as the sheet takes them. @returns their bytes */
  async #encodeHere(records: Buffer): Promise<number> {
    const limits = { rows: this.#limits.rows - this.#rows, bytes: this.#limits.bytes - this.#digest.size }
    const part = this.#here.encode(records, FIRST_ROW + this.#rows, new Uint8Array(0), limits)
    this.#rows += part.rows
    await this.#take(part)
    return part.read
  }

  /** The next part of the sheet. @throws RecordError for what is wrong in it */
  async #take(part: Part): Promise<void> {
    const { bytes, crc, size } = part
    this.#digest = {
      crc: combineCrc32(this.#digest.crc, crc, size),
      size: this.#digest.size + size,
      compressed: this.#digest.compressed + bytes.length,
    }
    this.#rowsTaken += part.rows
    for (const { row, column } of part.cuts) nameCut(this.cutCells, this.#sheet, row, column)
    this.cutCells.count += part.cut
    if (part.problem !== undefined) throw new RecordError(this.#rowsTaken + 1, part.problem)
    await this.#sink.push(bytes)
    if (bytes.length > 0) this.#spare.out.push(bytes.buffer as ArrayBuffer)
  }
}

const emptyChunk = (records = new ArrayBuffer(CHUNK_BYTES)): Chunk => ({
  records,
  length: 0,
  rows: 0,
  bound: 0,
})
