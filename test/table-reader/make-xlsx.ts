import { Readable } from 'node:stream'

import { zipSync } from 'fflate'

import { type Cell, type Source, openTable } from '../../src/table-reader/index.ts'

/** A file in memory, read in pieces of so many bytes. */
export const sourceOf = (bytes: Uint8Array, piece = 1 << 16): Source => ({
  size: bytes.length,
  read: ({ start, end }) =>
    Promise.resolve(
      Readable.from(
        (function* () {
          for (let at = start; at <= end; at += piece) {
            yield Buffer.from(bytes.subarray(at, Math.min(at + piece, end + 1)))
          }
        })(),
      ),
    ),
})

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts of a workbook of one sheet; given ones stand in for ours, and empty ones are left out. */
export function parts(
  sheetData: string,
  others: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const all = {
    '[Content_Types].xml': `<Types><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
      `<Relationship Id="r3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    ...others,
  }
  return Object.fromEntries(Object.entries(all).filter(([, xml]) => xml !== ''))
}

export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  )
}

/** The cells of all rows of a file's first sheet. */
export async function cellsOf(bytes: Uint8Array, piece?: number): Promise<(Cell | undefined)[][]> {
  const table = await openTable(sourceOf(bytes, piece))
  try {
    const rows: (Cell | undefined)[][] = []
    for await (const batch of table.sheets[0]?.rows() ?? [])
      rows.push(...batch.map(({ cells }) => [...cells]))
    return rows
  } finally {
    await table.close()
  }
}
