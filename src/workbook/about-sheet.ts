/** The last sheet: a title page that prints on one page of paper. */

import { textWidth } from './column-width.ts'
import { startsFormula } from './cell-template.ts'
import type { About } from './plan.ts'
import { hasSerial, momentText, writeSerial } from './serial-date.ts'
import type { SharedStrings } from './shared-strings.ts'
import { PAPER, WORKSHEET } from './sheet.ts'
import { STYLE } from './styles.ts'

const LABEL_WIDTH = 28
const VALUE_WIDTH = 72
const LINE_HEIGHT = 15

/** The part of the sheet. Its texts are shared strings: they are few. */
export function aboutSheetXml(about: About, shared: SharedStrings): string {
  const text = (reference: string, style: number, value: string) =>
    value === ''
      ? `<c r="${reference}" s="${style}"/>`
      : `<c r="${reference}" s="${style}" t="s"><v>${shared.add(value)}</v></c>`
  const fact = (reference: string, value: string | number | Date) => {
    if (typeof value === 'number') return numberCell(reference, STYLE.factNumber, String(value))
    if (typeof value !== 'string') {
      const seconds = value.getTime() / 1000
      if (!hasSerial(seconds)) return text(reference, STYLE.fact, momentText(seconds))
      const serial = Buffer.alloc(32)
      return numberCell(
        reference,
        STYLE.factDate,
        serial.toString('latin1', 0, writeSerial(seconds, serial, 0)),
      )
    }
    return text(reference, startsFormula(value.charCodeAt(0)) ? STYLE.factQuoted : STYLE.fact, value)
  }

  let rows = `<row r="1" ht="40" customHeight="1">${text('A1', STYLE.title, about.title)}</row>`
  let row = 3
  for (const [label, value] of about.facts) {
    rows += `<row r="${row}"${height(String(value), VALUE_WIDTH)}>${text(`A${row}`, STYLE.label, label)}${fact(`B${row}`, value)}</row>`
    row++
  }
  const merges: string[] = []
  row++
  for (const line of about.footer) {
    rows += `<row r="${row}"${height(line, LABEL_WIDTH + VALUE_WIDTH)}>${text(`A${row}`, STYLE.footer, line)}</row>`
    merges.push(`<mergeCell ref="A${row}:B${row}"/>`)
    row++
  }
  return (
    WORKSHEET +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="${LINE_HEIGHT}"/>` +
    `<cols><col min="1" max="1" width="${LABEL_WIDTH}" customWidth="1"/><col min="2" max="2" width="${VALUE_WIDTH}" customWidth="1"/></cols>` +
    `<sheetData>${rows}</sheetData>` +
    (merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '') +
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
    `<pageSetup ${PAPER} orientation="portrait"/>` +
    '</worksheet>'
  )
}

function numberCell(reference: string, style: number, value: string): string {
  return `<c r="${reference}" s="${style}"><v>${value}</v></c>`
}

/** Excel fits the height of a row to wrapped text, but not across merged cells, and not before it is shown. */
function height(text: string, width: number): string {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / width)), 0)
  return ` ht="${lines * LINE_HEIGHT + 5}" customHeight="1"`
}
