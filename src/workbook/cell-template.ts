/**
 * The constant XML of each column's cells, compiled once: `<c r="D` and everything between the row number and the value.
 */

import { columnLetters } from './cell-reference.ts'
import { piece } from './piece.ts'
import type { Piece } from './piece.ts'
import type { Column } from './plan.ts'
import type { SharedStrings } from './shared-strings.ts'
import { STYLE } from './styles.ts'

export const KIND = { text: 0, number: 1, datetime: 2, code: 3 } as const

export type CellTemplate = {
  readonly kind: (typeof KIND)[keyof typeof KIND]
  /** Up to the row number. */
  readonly open: Piece
  /** From the row number to the text; `quoted` as styles.ts says. */
  readonly text: Piece
  readonly padded: Piece
  readonly quoted: Piece
  readonly quotedPadded: Piece
  readonly shared: Piece
  readonly quotedShared: Piece
  /** From the row number to the number or date. */
  readonly value: Piece
  /** From the row number to the cell's end: a code's text, or that of an empty date. */
  readonly codes: readonly Piece[]
}

export const CLOSE_ROW_TAG = piece('">')
export const OPEN_ROW = piece('<row r="')
export const CLOSE_ROW = piece('</row>')
/** End of an inline text; of a number or shared text. */
export const CLOSE_TEXT = piece('</t></is></c>')
export const CLOSE_VALUE = piece('</v></c>')

/** Bytes of XML that a cell may take besides its text. */
export const CELL_SCAFFOLD = 128

export function cellTemplates(columns: readonly Column[], shared: SharedStrings): CellTemplate[] {
  const quoted = `" s="${STYLE.quoted}"`
  const inline = ' t="inlineStr"><is><t'
  const constants = {
    text: piece(`"${inline}>`),
    padded: piece(`"${inline} xml:space="preserve">`),
    quoted: piece(`${quoted}${inline}>`),
    quotedPadded: piece(`${quoted}${inline} xml:space="preserve">`),
    shared: piece('" t="s"><v>'),
    quotedShared: piece(`${quoted} t="s"><v>`),
  }
  return columns.map((column, index) => ({
    ...constants,
    kind: KIND[column.kind],
    open: piece(`<c r="${columnLetters(index + 1)}`),
    value: piece(`" s="${column.kind === 'datetime' ? STYLE.date : STYLE.number}"><v>`),
    codes: constantTexts(column).map((text) => {
      const style = startsFormula(text.charCodeAt(0)) ? quoted : '"'
      return piece(`${style} t="s"><v>${shared.add(text)}</v></c>`)
    }),
  }))
}

function constantTexts(column: Column): readonly string[] {
  if (column.kind === 'code') return column.texts
  return column.kind === 'datetime' && column.empty !== '' ? [column.empty] : []
}

/**
 * Whether text that starts with this byte would be more than text to Excel once somebody edits the cell, or to whoever
 * reads a CSV made of it: `= + - @` TAB CR LF (OWASP, CSV injection; ASVS 5.0, 1.2.10), and the apostrophe, which an
 * edit would swallow.
 */
export function startsFormula(byte: number): boolean {
  switch (byte) {
    case 0x3d:
    case 0x2b:
    case 0x2d:
    case 0x40:
    case 0x09:
    case 0x0d:
    case 0x0a:
    case 0x27:
      return true
    default:
      return false
  }
}
