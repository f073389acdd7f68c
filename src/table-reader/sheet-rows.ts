/** The rows of a sheet (ECMA-376 part 1, 18.3.1.80 sheetData): each cell as its text. */

import { decodeCellText, numberText } from './cell-text.ts'
import { LIMITS } from './limits.ts'
import { serialText } from './serial-date.ts'
import type { Cell, Row } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { type XmlHandler, attribute } from './xml-scanner.ts'

/** What the cells of a sheet refer to. */
export interface CellMeanings {
  readonly from1904: boolean
  /** Cell formats that show dates. */
  readonly dates: ReadonlySet<number>
  /** The shared string with a number; undefined: there is none. */
  sharedString(index: number): string | undefined
}

/** Collects rows; take them out of {@link rows} as they come. */
export class SheetRows implements XmlHandler {
  rows: Row[] = []
  wantsText = false

  readonly #sheet: string
  readonly #meanings: CellMeanings
  #row = 0
  #cells: (Cell | undefined)[] = []
  #filled = false
  /** Number of the cell's column, from 1. */
  #column = 0
  #type = ''
  #style = ''
  #text = ''
  #inSheetData = false
  #inCell = false
  #pronounced = false

  /** @param sheet its name, for messages */
  constructor(sheet: string, meanings: CellMeanings) {
    this.#sheet = sheet
    this.#meanings = meanings
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'c':
        if (this.#inSheetData) this.#openCell(attributes)
        break
      case 'v':
        this.wantsText = this.#inCell
        break
      case 't':
        this.wantsText = this.#inCell && !this.#pronounced
        break
      case 'rPh':
        this.#pronounced = true
        break
      case 'row':
        if (this.#inSheetData) this.#openRow(attributes)
        break
      case 'sheetData':
        this.#inSheetData = true
    }
  }

  text(text: string): void {
    this.#text = this.#text === '' ? text : this.#text + text
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.wantsText = false
        break
      case 'c':
        if (this.#inCell) this.#closeCell()
        break
      case 'rPh':
        this.#pronounced = false
        break
      case 'row':
        if (this.#filled) this.rows.push({ number: this.#row, cells: this.#cells })
        this.#cells = []
        this.#filled = false
        break
      case 'sheetData':
        this.#inSheetData = false
    }
  }

  /** Rows and cells may lack `r`: they then follow those before them (18.3.1.73, 18.3.1.4). */
  #openRow(attributes: string): void {
    const given = attribute(attributes, 'r')
    const number = given === undefined ? this.#row + 1 : Number(given)
    if (!(number > this.#row)) {
      throw this.#refusal(`row ${given ?? ''} stands behind row ${this.#row}`)
    }
    this.#row = number
    this.#column = 0
  }

  #openCell(attributes: string): void {
    // Nearly every cell begins so, and a million rows have eighteen million of them.
    const quick = attributes.startsWith(' r="') ? columnOf(attributes, 4) : 0
    const reference = quick === 0 ? attribute(attributes, 'r') : undefined
    const column = quick === 0 ? (reference === undefined ? this.#column + 1 : columnOf(reference, 0)) : quick
    if (column < 1 || column > LIMITS.columns) {
      throw this.#refusal(
        column < 1
          ? `row ${this.#row} has a cell "${reference ?? ''}"`
          : `row ${this.#row} has a cell in column ${column}, and a sheet has at most ${LIMITS.columns}`,
      )
    }
    this.#column = column
    this.#type = attribute(attributes, 't') ?? 'n'
    this.#style = this.#type === 'n' ? (attribute(attributes, 's') ?? '') : ''
    this.#text = ''
    this.#inCell = true
  }

  #closeCell(): void {
    this.#inCell = false
    if (this.#text === '') return
    const text = this.#cellText()
    if (text === '') return
    this.#cells[this.#column - 1] = text
    this.#filled = true
  }

  /** A cell's text by its type (18.18.11 ST_CellType). */
  #cellText(): string {
    switch (this.#type) {
      case 's': {
        const text = this.#meanings.sharedString(Number(this.#text))
        if (text === undefined) {
          throw this.#refusal(
            `row ${this.#row} names the shared string ${this.#text}, which the workbook does not have`,
          )
        }
        return text
      }
      case 'inlineStr':
      case 'str':
        return decodeCellText(this.#text)
      case 'b':
        return this.#text === '1' || this.#text === 'true' ? 'TRUE' : 'FALSE'
      case 'd':
        return this.#text.replace('T', ' ').replace(/Z$/, '')
      case 'n': {
        const isDate = this.#style !== '' && this.#meanings.dates.has(Number(this.#style))
        const date = isDate ? serialText(Number(this.#text), this.#meanings.from1904) : undefined
        return date ?? numberText(this.#text)
      }
      default:
        return this.#text
    }
  }

  #refusal(what: string): UnreadableFile {
    return new UnreadableFile(`the sheet ${this.#sheet} is damaged: ${what}`)
  }
}

/** The column of a reference such as `AB12` that stands at `at`; 0: it is none. */
function columnOf(text: string, at: number): number {
  let column = 0
  for (let unit = text.charCodeAt(at); unit >= 0x41 && unit <= 0x5a; unit = text.charCodeAt(++at)) {
    column = column * 26 + unit - 0x40
    if (column > LIMITS.columns * 27) return column
  }
  return column
}
