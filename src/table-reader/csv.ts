import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { CsvError, parse } from 'csv-parse'

import { encodingOf } from './encoding.ts'
import { LIMITS } from './limits.ts'
import type { Row, Sheet, Source, Table } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** Rows that are given at a time. */
const BATCH = 1000

/** Opens a CSV file (RFC 4180), separated by commas, semicolons or tabs. @throws UnreadableFile */
export async function openCsv(source: Source): Promise<Table> {
  const encoding = await encodingOf(source)
  return { sheets: [new CsvSheet(source, encoding)], close: () => Promise.resolve() }
}

class CsvSheet implements Sheet {
  readonly name = 'CSV'
  done = 0

  readonly #source: Source
  readonly #encoding: string

  constructor(source: Source, encoding: string) {
    this.#source = source
    this.#encoding = encoding
  }

  async firstRow(): Promise<Row | null> {
    for await (const [row] of this.#read(1)) return row ?? null
    return null
  }

  rows(): AsyncIterable<readonly Row[]> {
    return this.#read(BATCH)
  }

  async *#read(batch: number): AsyncGenerator<readonly Row[]> {
    const texts = this.#texts()
    const head = await texts.next()
    if (head.done === true) return
    const parser = parse({
      delimiter: delimiterOf(head.value),
      // A quote inside of an unquoted cell is a quote.
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: LIMITS.recordUnits,
      info: true,
    })
    const fed = pipeline(
      Readable.from(
        (async function* () {
          yield head.value
          yield* texts
        })(),
      ),
      parser,
    )
    // Whoever iterates over the parser hears of it as well.
    fed.catch(() => {})
    let rows: Row[] = []
    try {
      for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
        if (record.length > LIMITS.columns) {
          throw new UnreadableFile(
            `line ${info.lines} has ${record.length} columns, and a sheet has at most ${LIMITS.columns}`,
          )
        }
        if (record.every((text) => text === '')) continue
        rows.push({ number: info.records, cells: record.map((text) => (text === '' ? null : text)) })
        if (rows.length < batch) continue
        yield rows
        rows = []
      }
      if (rows.length > 0) yield rows
    } catch (error) {
      throw error instanceof CsvError
        ? new UnreadableFile(`the CSV file is damaged: ${error.message}`)
        : error
    } finally {
      parser.destroy()
    }
  }

  async *#texts(): AsyncGenerator<string> {
    const decoder = new TextDecoder(this.#encoding)
    let read = 0
    for await (const chunk of await this.#source.read({ start: 0, end: this.#source.size - 1 })) {
      const bytes = chunk as Buffer
      read += bytes.length
      this.done = read / this.#source.size
      const text = decoder.decode(bytes, { stream: true })
      if (text !== '') yield text
    }
    const rest = decoder.decode()
    if (rest !== '') yield rest
  }
}

interface CsvRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number; readonly records: number }
}

/** What separates the cells: of comma, semicolon and tab the one that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)
  const count = (mark: string) => line.split(mark).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}
