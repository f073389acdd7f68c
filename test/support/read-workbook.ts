import ExcelJS from 'exceljs'

/** What an exported cell can be: text, a number, or a date-time. */
export type Cell = string | number | Date | null

/** An exported workbook as a reader who knows nothing of us sees it. */
export interface ReadWorkbook {
  readonly sheets: readonly string[]
  /** Of the first sheet. */
  readonly headers: readonly string[]
  /** Of all sheets with users: cells by header. */
  readonly rows: readonly Readonly<Record<string, Cell>>[]
  /** The facts of the last sheet: value by label. */
  readonly about: ReadonlyMap<string, Cell>
  readonly workbook: ExcelJS.Workbook
}

/** Reads a workbook with exceljs. */
export async function readWorkbook(bytes: Buffer): Promise<ReadWorkbook> {
  const workbook = new ExcelJS.Workbook()
  // Its own type of Buffer is an ArrayBuffer's; any bytes do.
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  const users = workbook.worksheets.slice(0, -1)
  const headers = cells(users[0]?.getRow(1))
  const rows = users.flatMap((sheet) =>
    (sheet.getRows(2, Math.max(0, sheet.rowCount - 1)) ?? []).map((row) => {
      const values = headers.map((_, index) => plain(row.getCell(index + 1)))
      return Object.fromEntries(headers.map((header, index) => [header, values[index] ?? null]))
    }),
  )
  const about = new Map<string, Cell>()
  workbook.worksheets.at(-1)?.eachRow((row) => {
    about.set(String(plain(row.getCell(1))), plain(row.getCell(2)))
  })
  return { sheets: workbook.worksheets.map(({ name }) => name), headers, rows, about, workbook }
}

function cells(row: ExcelJS.Row | undefined): string[] {
  const found: string[] = []
  row?.eachCell((cell) => found.push(String(plain(cell))))
  return found
}

function plain({ address, value }: ExcelJS.Cell): Cell {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value
  if (value instanceof Date) return value
  throw new Error(`${address} is neither text nor number nor date: ${JSON.stringify(value)}`)
}
