/** Writers by name. Each writes so many rows of the pool, again and again, below a header, to a file. */

import { createWriteStream, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { type Engine, type Value, createWorkbook } from '../../src/workbook/index.ts'
import { COLUMNS, HEADERS, recordsOf } from './rows.ts'

export interface Writer {
  readonly name: string
  /** More rows than these it does not finish in reasonable time or memory. */
  readonly mostRows: number
  /** Makes of the pool what the writer takes; that is not measured. */
  readonly prepare: (pool: Value[][]) => (rows: number, file: string) => Promise<void>
}

const require = createRequire(import.meta.url)

export const writers: readonly Writer[] = [
  { name: 'muster', mostRows: Infinity, prepare: ours('template', 2) },
  { name: 'muster-1-thread', mostRows: Infinity, prepare: ours('template') },
  { name: 'muster-zlib', mostRows: Infinity, prepare: ours('zlib') },
  { name: 'sheetkit', mostRows: Infinity, prepare: sheetkit },
  { name: 'hucre', mostRows: Infinity, prepare: hucre },
  { name: 'exceljs', mostRows: Infinity, prepare: exceljs },
  { name: 'sheetjs', mostRows: 50_000, prepare: sheetjs },
]

function ours(engine: Engine, threads = 0) {
  return (pool: Value[][]) => {
    const records = Buffer.from(recordsOf(pool))
    return async (rows: number, file: string) => {
      const handle = await open(file, 'w')
      const workbook = createWorkbook(
        {
          title: 'Users',
          creator: 'bench',
          created: new Date(0),
          language: 'en_US',
          sheetName: 'Users',
          columns: COLUMNS,
          expectedRows: 1e6,
        },
        { write: async (chunk) => void (await handle.write(chunk)) },
        { engine, threads },
      )
      const whole = Math.floor(rows / pool.length)
      for (let turn = 0; turn < whole; turn++) await inChunks(records)
      await inChunks(Buffer.from(recordsOf(pool.slice(0, rows - whole * pool.length))))
      await workbook.finish()
      await handle.close()

      /** As a socket would give them. */
      async function inChunks(bytes: Buffer) {
        for (let at = 0; at < bytes.length; at += 1 << 16)
          await workbook.write(bytes.subarray(at, at + (1 << 16)))
      }
    }
  }
}

interface SheetKit {
  Workbook: new () => {
    setSheetName(from: string, to: string): void
    newStreamWriter(sheet: string): { writeRow(row: number, values: Value[]): void }
    applyStreamWriter(writer: unknown): void
    saveSync(file: string): void
  }
}

function sheetkit(pool: Value[][]) {
  return async (rows: number, file: string) => {
    const { Workbook } = require('@sheetkit/node-linux-x64-gnu') as SheetKit
    const workbook = new Workbook()
    const writer = workbook.newStreamWriter('Users')
    writer.writeRow(1, HEADERS)
    for (let row = 0; row < rows; row++) writer.writeRow(row + 2, pool[row % pool.length] ?? [])
    workbook.applyStreamWriter(writer)
    workbook.saveSync(file)
  }
}

function hucre(pool: Value[][]) {
  return async (rows: number, file: string) => {
    const { writeXlsxStream } = await import('hucre')
    const stream = writeXlsxStream(tableOf(pool, rows), { name: 'Users' })
    await pipeline(Readable.from(stream as unknown as AsyncIterable<Uint8Array>), createWriteStream(file))
  }
}

function exceljs(pool: Value[][]) {
  return async (rows: number, file: string) => {
    const { default: excel } = await import('exceljs')
    const workbook = new excel.stream.xlsx.WorkbookWriter({ filename: file })
    const sheet = workbook.addWorksheet('Users')
    for (const row of tableOf(pool, rows)) sheet.addRow(row).commit()
    sheet.commit()
    await workbook.commit()
  }
}

function sheetjs(pool: Value[][]) {
  return async (rows: number, file: string) => {
    const { default: xlsx } = await import('xlsx')
    const workbook = xlsx.utils.book_new()
    xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet([...tableOf(pool, rows)]), 'Users')
    writeFileSync(file, xlsx.write(workbook, { type: 'buffer', compression: true }) as Buffer)
  }
}

/** The header and so many rows. */
export function* tableOf(pool: readonly Value[][], rows: number): Generator<Value[]> {
  yield HEADERS
  for (let row = 0; row < rows; row++) yield pool[row % pool.length] ?? []
}
