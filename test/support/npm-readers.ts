import ExcelJS from 'exceljs'
import { readXlsx } from 'hucre/xlsx'
import * as SheetJS from 'xlsx'

/** A cell by its sheet, from 0, and its row and column, from 1. */
export type CellPlace = { sheet: number; row: number; column: number }

/** A workbook that was read. */
export type ReadCells = { sheets: string[]; cell(place: CellPlace): unknown }

/** The readers of workbooks in npm: what each makes of a file, cell by cell. */
export const NPM_READERS: Readonly<Record<string, (bytes: Buffer) => Promise<ReadCells>>> = {
  async exceljs(bytes) {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
    return {
      sheets: workbook.worksheets.map(({ name }) => name),
      cell: ({ sheet, row, column }) => workbook.worksheets[sheet]?.getCell(row, column).value,
    }
  },
  SheetJS(bytes) {
    const { SheetNames, Sheets } = SheetJS.read(bytes, { cellDates: true })
    return Promise.resolve({
      sheets: SheetNames,
      cell: ({ sheet, row, column }) => {
        const cell: unknown =
          Sheets[SheetNames[sheet] ?? '']?.[SheetJS.utils.encode_cell({ r: row - 1, c: column - 1 })]
        return typeof cell === 'object' && cell !== null && 'v' in cell ? cell.v : null
      },
    })
  },
  async hucre(bytes) {
    const { sheets } = await readXlsx(bytes)
    return {
      sheets: sheets.map(({ name }) => name),
      cell: ({ sheet, row, column }) => sheets[sheet]?.rows[row - 1]?.[column - 1],
    }
  },
}
