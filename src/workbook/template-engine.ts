/**
 * The fast engine: no XML is searched for repetitions, as the module knows where each tag stood last. This side copies
 * records in, takes deflated bytes out, and does what is rare.
 */

import { crc32 } from 'node:zlib'

import { noteCut } from './cut-cells.ts'
import type { EntryDigest } from './deflate.ts'
import { numberText } from './number-text.ts'
import type { Column, CutCells, Sink } from './plan.ts'
import { loneBackslash, tooFewFields, tooManyFields, unknownCode } from './record-problem.ts'
import { LF, RecordError } from './records.ts'
import { momentText } from './serial-date.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { SheetEngine, SheetLimits } from './sheet-engine.ts'
import { SinkQueue } from './sink-queue.ts'
import { describeTemplate } from './template-description.ts'
import { OUTCOME, instantiate } from './template-module.ts'
import type { TemplateModule } from './template-module.ts'

/** Bytes of records copied in at once. A longer record gets more. */
const INPUT_BYTES = 1 << 16
/** Bytes of XML in the window: the 32 KiB that matches reach back, and what is written until it slides. */
const WINDOW_BYTES = 1 << 18
/** How far a match reaches back (RFC 1951, 2). */
const REACH = 1 << 15

export class TemplateEngine implements SheetEngine {
  readonly cutCells: CutCells = { count: 0, first: [] }
  readonly #columns: readonly Column[]
  readonly #limits: SheetLimits
  readonly #module: TemplateModule
  readonly #sink: SinkQueue
  #input: number
  #inputBytes = INPUT_BYTES
  #view = Buffer.alloc(0)
  #sheet = ''
  #rowsBefore = 0
  #digest: EntryDigest = { crc: 0, size: 0, compressed: 0 }

  /** @param everyTextShared texts go to the table of shared strings as long as it takes them */
  constructor(
    columns: readonly Column[],
    shared: SharedStrings,
    everyTextShared: boolean,
    sink: Sink,
    limits: SheetLimits,
  ) {
    this.#columns = columns
    this.#limits = limits
    this.#sink = new SinkQueue(sink)
    this.#module = instantiate({
      intern: (xml, length) => shared.intern(this.#memory.subarray(xml, xml + length), length),
      parseNumber: (from, to) => Number(numberText(this.#memory, from, to) ?? NaN),
      momentText: (seconds, at) => this.#memory.write(momentText(seconds), at),
      noteCut: (column) => noteCut(this.cutCells, this.#sheet, this.#module.rowIndex(), column),
    })
    this.#module.setLimits(limits.rows, limits.bytes, everyTextShared)
    this.#input = this.#module.allocateInput(INPUT_BYTES)
    this.#module.allocateWindow(WINDOW_BYTES)
    describeTemplate(this.#module, columns, shared)
  }

  get rows(): number {
    return this.#module.rowCount()
  }

  get allRows(): number {
    return this.#rowsBefore + this.rows
  }

  get full(): boolean {
    return this.rows >= this.#limits.rows || this.#module.sheetBytes() >= this.#limits.bytes
  }

  async open(name: string, head: string): Promise<void> {
    this.#rowsBefore += this.rows
    this.#sheet = name
    this.#digest = { crc: 0, size: 0, compressed: 0 }
    this.#module.begin()
    await this.#putText(head)
  }

  async write(records: Buffer, from: number): Promise<number> {
    const module = this.#module
    while (from < records.length && !this.full) {
      const length = this.#copyRecords(records, from)
      for (;;) {
        const outcome = module.encode()
        if (outcome === OUTCOME.done) break
        if (outcome === OUTCOME.sheetFull) return from + module.readUntil()
        if (outcome !== OUTCOME.noRoom) throw this.#error(outcome)
        await this.#makeRoom(module.roomNeeded())
      }
      from += length
    }
    return from
  }

  async close(tail: string): Promise<EntryDigest> {
    await this.#putText(tail)
    this.#module.finish()
    this.#digest.size = this.#module.sheetBytes()
    await this.#makeRoom(0)
    await this.#sink.settle()
    return this.#digest
  }

  /** The module's memory. Where that has grown, the view of before is empty. */
  get #memory(): Buffer {
    if (this.#view.length === 0) this.#view = Buffer.from(this.#module.memory.buffer)
    return this.#view
  }

  /** Copies whole records in, as many as there is room for, but at least one. @returns their bytes */
  #copyRecords(records: Buffer, from: number): number {
    let end = records.length
    if (end - from > this.#inputBytes) end = records.lastIndexOf(LF, from + this.#inputBytes - 1) + 1
    if (end <= from) end = records.indexOf(LF, from) + 1
    const length = end - from
    if (length > this.#inputBytes) {
      this.#inputBytes = length * 2
      this.#input = this.#module.allocateInput(this.#inputBytes)
    }
    records.copy(this.#memory, this.#input, from, end)
    this.#module.setRecords(length)
    return length
  }

  async #putText(text: string): Promise<void> {
    const bytes = Buffer.from(text)
    for (let from = 0; from < bytes.length; from += INPUT_BYTES) {
      const length = bytes.copy(this.#memory, this.#input, from, from + INPUT_BYTES)
      if (this.#module.windowRoom() < length) await this.#makeRoom(length)
      this.#module.putText(length)
    }
  }

  /** Takes what the module has made, so that its window can slide. @param bytes of XML that must have room */
  async #makeRoom(bytes: number): Promise<void> {
    const module = this.#module
    const memory = this.#memory
    const made = memory.subarray(module.uncountedFrom(), module.uncountedTo())
    this.#digest.crc = crc32(made, this.#digest.crc)
    module.slide()
    const output = memory.subarray(module.outputFrom(), module.outputTo())
    this.#digest.compressed += output.length
    module.takeOutput()
    await this.#sink.push(output)
    if (module.windowRoom() < bytes) module.allocateWindow(REACH + bytes * 2)
  }

  #error(outcome: number): RecordError {
    const column = this.#module.fault()
    const columns = this.#columns.length
    const at = this.#columns[column]
    const problem =
      outcome === OUTCOME.tooFewFields
        ? tooFewFields(column + 1, columns)
        : outcome === OUTCOME.tooManyFields
          ? tooManyFields(columns)
          : outcome === OUTCOME.loneBackslash
            ? loneBackslash(column)
            : unknownCode(column, at?.kind === 'code' ? at.texts.length : 0)
    return new RecordError(this.allRows + 1, problem)
  }
}
