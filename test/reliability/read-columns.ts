import { Readable } from 'node:stream'

import { openTable } from '../../src/table-reader/index.ts'

/** Texts of some columns of a workbook's first sheet, row by row; for files that take a general reader too long. */
export async function readColumns(bytes: Buffer, headers: readonly string[]): Promise<string[][]> {
  const table = await openTable({
    size: bytes.length,
    read: async ({ start, end }) => Readable.from([bytes.subarray(start, end + 1)]),
  })
  try {
    const [sheet] = table.sheets
    const first = (await sheet?.firstRow())?.cells ?? []
    const columns = headers.map((header) => first.indexOf(header))
    const read: string[][] = []
    for await (const rows of sheet?.rows() ?? []) {
      for (const { number, cells } of rows)
        if (number > 1) read.push(columns.map((column) => cells[column] ?? ''))
    }
    return read
  } finally {
    await table.close()
  }
}
