/** Column widths in characters of the default font (ECMA-376 part 1, 18.3.1.13), from what a sample needs. */

import type { Column } from './plan.ts'

const MIN_WIDTH = 8
const MAX_WIDTH = 60
/** Cell margins, and in the header the button of the filter. */
const MARGIN = 2
const FILTER_BUTTON = 3
/** `yyyy-mm-dd hh:mm` */
const DATE_WIDTH = 16

/** @param sample records as texts */
export function columnWidths(columns: readonly Column[], sample: readonly (readonly string[])[]): number[] {
  return columns.map((column, index) => {
    let width = textWidth(column.header) + FILTER_BUTTON
    for (const record of sample) width = Math.max(width, valueWidth(column, record[index] ?? '') + MARGIN)
    return Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH)
  })
}

function valueWidth(column: Column, value: string): number {
  if (column.kind === 'code') return textWidth(column.texts[Number(value)] ?? '')
  if (column.kind === 'datetime') return value === '' ? textWidth(column.empty) : DATE_WIDTH
  return textWidth(value)
}

// East Asian wide and full-width blocks, and emoji (Unicode standard annex 11, in rough).
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Characters across of the longest line; full-width ones count two. */
export function textWidth(text: string): number {
  let widest = 0
  for (const line of text.split('\n')) {
    let width = 0
    for (const character of line) {
      width += WIDE.test(character) ? 2 : 1
      if (width > MAX_WIDTH * 4) break
    }
    widest = Math.max(widest, width)
  }
  return widest
}
