import { once } from 'node:events'
import { finished } from 'node:stream/promises'

import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import type { Dictionary } from '../i18n/dictionary.ts'
import type { Row } from '../table-reader/index.ts'
import { importFields } from './fields.ts'
import type { Staging } from './staged.ts'
import type { UsersTable } from './users-table.ts'
import { type CellFault, type ReadCell, precisionOf } from './values.ts'

/** UTF-16 units that go to PostgreSQL at a time. */
const CHUNK = 1 << 18
/** Texts of a column whose meaning is remembered: of most columns there are few. */
const REMEMBERED = 5000

/** What is read of a file, and how much there is estimated to be. */
export interface Reading {
  readonly rows: number
  readonly total: number
}

/**
 * Reads the rows of a file, says of each cell what it means, and copies all of it to import_rows.
 *
 * @returns the rows that were read
 * @throws UnreadableFile
 */
export async function stageRows(
  client: pg.ClientBase,
  table: UsersTable,
  staging: Staging,
  words: Dictionary,
  { signal, report }: { signal: AbortSignal; report: (reading: Reading) => void },
): Promise<number> {
  const copy = client.query(copyFrom(`COPY import_rows (${staging.copied}) FROM STDIN`))
  const line = new StagedLine(staging, words)
  let rows = 0
  let text = ''
  const send = async () => {
    signal.throwIfAborted()
    const chunk = text
    text = ''
    if (!copy.write(chunk)) await once(copy, 'drain')
  }
  try {
    for (const [index, sheet] of table.sheets.entries()) {
      let isHeader = true
      for await (const batch of sheet.rows()) {
        for (const row of batch) {
          if (isHeader) {
            isHeader = false
            continue
          }
          text += line.of(++rows, row)
          if (text.length > CHUNK) await send()
        }
        report({
          rows,
          total: Math.max(rows, Math.round((rows * table.sheets.length) / (index + sheet.done))),
        })
      }
    }
    await send()
    copy.end()
    await finished(copy)
    return rows
  } catch (error) {
    copy.destroy(error as Error)
    throw error
  }
}

/** Makes of a row of the file a line of COPY (PostgreSQL 18, "COPY", Text Format). */
class StagedLine {
  readonly #staging: Staging
  readonly #words: Dictionary
  readonly #fields: readonly { place: number; header: string; read: (text: string) => string | CellFault }[]
  readonly #checks: readonly {
    place: number
    header: string
    check: (text: string, words: Dictionary) => CellFault | undefined
  }[]
  readonly #name: number
  readonly #nameHeader: string
  readonly #domain: number
  readonly #expires: number

  constructor(staging: Staging, words: Dictionary) {
    this.#staging = staging
    this.#words = words
    const place = (field: string) => {
      const at = staging.columns.findIndex((column) => column.field === field)
      return staging.columns[at]?.index ?? -1
    }
    this.#name = place('user_name')
    this.#nameHeader = staging.headerOf('user_name') ?? ''
    this.#domain = place('domain')
    this.#expires = place('account_expires')
    this.#fields = staging.values.flatMap(({ field, index }) => {
      const read = importFields[field]
      const column = staging.columns[index]
      if (read.kind !== 'value' || column === undefined) return []
      return [{ place: column.index, header: column.header, read: remembering(read.read, words) }]
    })
    this.#checks = staging.columns.flatMap(({ field, header, index }) => {
      const read = field === null ? undefined : importFields[field]
      return read?.kind === 'text' ? [{ place: index, header, check: read.check }] : []
    })
  }

  of(number: number, { number: fileRow, cells }: Row): string {
    const faults: string[] = []
    const ruleFaults: string[] = []
    const name = cells[this.#name]?.trim() ?? ''
    if (name === '') {
      faults.push(marked(this.#nameHeader, this.#words.imports.reasons.missing))
    }
    let line = `${number}\t${fileRow}\t${name === '' ? NULL : escape(name)}\t${escape(cells[this.#domain] ?? '')}`
    for (const { index } of this.#staging.columns) {
      const cell = cells[index]
      line += cell == null || cell === '' ? `\t${NULL}` : `\t${escape(cell)}`
    }
    for (const { place, header, read } of this.#fields) {
      const cell = cells[place]
      const value = cell == null || cell.trim() === '' ? NULL : read(cell)
      line += `\t${typeof value === 'string' ? value : NULL}`
      if (typeof value !== 'string') faults.push(marked(header, value.sentence))
    }
    for (const { place, header, check } of this.#checks) {
      const cell = cells[place]
      if (cell == null || cell === '') continue
      if (cell.includes('\0')) faults.push(marked(header, this.#words.imports.reasons.notText))
      const fault = check(cell, this.#words)
      if (fault !== undefined) ruleFaults.push(marked(header, fault.sentence))
    }
    const expires = cells[this.#expires]
    line += `\t${expires == null ? NULL : precisionOf(expires)}\t${joined(faults)}\t${joined(ruleFaults)}\n`
    return line
  }
}

/** A reason names its column in brackets: by that the report's cells are marked. */
export const marked = (header: string, sentence: string): string => `[${header}] ${sentence}`

const NULL = String.raw`\N`

const joined = (faults: readonly string[]) => (faults.length === 0 ? NULL : escape(faults.join('; ')))

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  // PostgreSQL cannot hold it; the row is refused.
  '\0': '\ufffd',
}

function escape(text: string): string {
  return /[\\\t\n\r\0]/.test(text)
    ? text.replaceAll(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? character)
    : text
}

function remembering(read: ReadCell, words: Dictionary): (text: string) => string | CellFault {
  const known = new Map<string, string | CellFault>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      value = read(text, words)
      if (known.size < REMEMBERED) known.set(text, value)
    }
    return value
  }
}
