import { columnWidths } from './column-width.ts'
import { Deflater } from './deflate.ts'
import { MAX_COLUMNS, MAX_ROWS, MAX_SHEET_BYTES } from './limits.ts'
import { Package } from './package.ts'
import type { About, Options, Plan, Sink, Summary, Workbook, Written } from './plan.ts'
import { RecordRuns } from './record-runs.ts'
import { LF, sampleRecords } from './records.ts'
import { RowEncoder } from './row-encoder.ts'
import { SharedStrings } from './shared-strings.ts'
import type { SheetEngine } from './sheet-engine.ts'
import { sheetHead, sheetTail } from './sheet.ts'
import { TemplateEngine } from './template-engine.ts'
import { ZlibEngine } from './zlib-engine.ts'
import { Zip } from './zip.ts'

/** Column widths stand before the rows in a sheet: so many records, or bytes, are awaited for them. */
const SAMPLE_RECORDS = 100
const SAMPLE_BYTES = 1 << 20

/**
 * An `.xlsx` workbook of one table, spread over as many sheets as it needs. Bytes reach the sink while records come
 * in; memory does not grow with the number of rows.
 * @throws RangeError for a plan that no sheet can hold
 */
export function createWorkbook(plan: Plan, sink: Sink, options: Options = {}): Workbook {
  return new StreamingWorkbook(plan, sink, options)
}

class StreamingWorkbook implements Workbook {
  readonly #plan: Plan
  readonly #zip: Zip
  readonly #deflater: Deflater
  readonly #package: Package
  readonly #shared: SharedStrings
  readonly #engine: SheetEngine
  readonly #runs = new RecordRuns()
  /** What came before the first sheet was begun. */
  #sample: Buffer[] = []
  #sampleRecords = 0
  #sampleBytes = 0
  #widths: number[] | undefined
  #state: 'idle' | 'busy' | 'broken' | 'finished' = 'idle'

  constructor(plan: Plan, sink: Sink, options: Options) {
    const { columns } = plan
    if (columns.length < 1 || columns.length > MAX_COLUMNS) {
      throw new RangeError(`A sheet has 1 to ${MAX_COLUMNS} columns, not ${columns.length}`)
    }
    this.#plan = plan
    this.#shared = new SharedStrings(options.sharedBytes ?? 1 << 25)
    const everyTextShared = plan.expectedRows < (options.sharedBelowRows ?? 50_000)
    this.#deflater = new Deflater(sink, options.level ?? 1, options.chunksInFlight ?? 3)
    const limits = {
      rows: Math.min(options.rowsPerSheet ?? Infinity, MAX_ROWS - 1),
      bytes: Math.min(options.bytesPerSheet ?? Infinity, MAX_SHEET_BYTES),
    }
    this.#engine =
      options.engine === 'zlib'
        ? new ZlibEngine(new RowEncoder(columns, this.#shared, everyTextShared), this.#deflater, limits)
        : new TemplateEngine(columns, this.#shared, everyTextShared, sink, limits, options.threads ?? 0)
    this.#zip = new Zip(sink, options.startOffset ?? 0, plan.created)
    this.#package = new Package(plan, this.#zip, this.#deflater)
  }

  get rows(): number {
    return this.#engine.allRows
  }

  async write(records: Uint8Array): Promise<void> {
    await this.#exclusively('idle', async () => {
      if (this.#widths !== undefined) return this.#encode(records)
      const bytes = Buffer.from(records)
      this.#sample.push(bytes)
      this.#sampleBytes += bytes.length
      for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) this.#sampleRecords++
      if (this.#sampleRecords >= SAMPLE_RECORDS || this.#sampleBytes >= SAMPLE_BYTES) await this.#start()
    })
  }

  async finish(about?: About | ((written: Written) => About)): Promise<Summary> {
    return this.#exclusively('finished', async () => {
      if (this.#widths === undefined) await this.#start()
      this.#runs.end(this.rows)
      await this.#endSheet()
      const written = { rows: this.rows, sheets: this.#package.sheetNames, cutCells: this.#engine.cutCells }
      if (about !== undefined) {
        await this.#package.aboutSheet(typeof about === 'function' ? about(written) : about, this.#shared)
      }
      await this.#package.finish(this.#shared)
      this.#deflater.close()
      return { ...written, bytes: this.#zip.written }
    })
  }

  /** One call at a time; after a failure the file is beyond repair and every call fails. */
  async #exclusively<Result>(next: 'idle' | 'finished', work: () => Promise<Result>): Promise<Result> {
    if (this.#state !== 'idle') throw new Error(`The workbook is ${this.#state}`)
    this.#state = 'busy'
    try {
      const result = await work()
      this.#state = next
      return result
    } finally {
      if (this.#state === 'busy') this.#state = 'broken'
    }
  }

  /** Begins the first sheet and encodes what was held back for its widths. */
  async #start(): Promise<void> {
    const held = Buffer.concat(this.#sample)
    this.#sample = []
    // The same sample however the records were split.
    const sample = sampleRecords(held.subarray(0, SAMPLE_BYTES), SAMPLE_RECORDS)
    this.#widths = columnWidths(this.#plan.columns, sample)
    await this.#package.start()
    await this.#beginSheet(this.#widths)
    await this.#encode(held)
  }

  async #encode(chunk: Uint8Array): Promise<void> {
    for (const run of this.#runs.runs(chunk)) {
      for (let at = 0; at < run.length;) {
        if (this.#engine.full) {
          await this.#endSheet()
          await this.#beginSheet(this.#widths ?? [])
        }
        at = await this.#engine.write(run, at)
      }
    }
  }

  async #beginSheet(widths: readonly number[]): Promise<void> {
    const first = this.#package.sheetNames.length === 0
    const name = await this.#package.beginSheet()
    await this.#engine.open(name, sheetHead(this.#plan.columns, widths, this.#shared, first))
  }

  async #endSheet(): Promise<void> {
    const { rows } = this.#engine
    const digest = await this.#engine.close(sheetTail(this.#plan.columns, rows))
    await this.#package.endSheet(digest, rows + 1)
  }
}
