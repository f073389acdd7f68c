/**
 * A sheet of rows around its rows (ECMA-376 part 1, 18.3.1.99 CT_Worksheet). The order of the children is the
 * schema's; Excel calls another one damaged. `dimension` is left out: it is not known before the rows are.
 */

import { columnLetters, range } from './cell-reference.ts'
import { MAX_ROWS } from './limits.ts'
import type { Column } from './plan.ts'
import type { SharedStrings } from './shared-strings.ts'
import { MARK, STYLE } from './styles.ts'
import { textXml } from './text.ts'
import { MAIN_NAMESPACE, RELATIONSHIPS_NAMESPACE, XML_DECLARATION } from './xml.ts'

export const WORKSHEET = `${XML_DECLARATION}<worksheet xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONSHIPS_NAMESPACE}">`

/** A4; Excel offers the reader's own size. */
export const PAPER = 'paperSize="9"'

const HEADER_HEIGHT = 20

/**
 * Up to the first row below the header, which is frozen.
 * @param selected whether the workbook opens with this sheet
 */
export function sheetHead(
  columns: readonly Column[],
  widths: readonly number[],
  shared: SharedStrings,
  selected: boolean,
): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const headers = columns.map(
    ({ header }, index) =>
      `<c r="${columnLetters(index + 1)}1" s="${STYLE.header}" t="s"><v>${shared.add(header)}</v></c>`,
  )
  return (
    WORKSHEET +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>' +
    '<sheetFormatPr defaultRowHeight="15"/>' +
    `<cols>${cols.join('')}</cols>` +
    `<sheetData><row r="1" ht="${HEADER_HEIGHT}" customHeight="1">${headers.join('')}</row>`
  )
}

/** From the last row on. @param rows below the header */
export function sheetTail(columns: readonly Column[], rows: number): string {
  return (
    '</sheetData>' +
    `<autoFilter ref="${range(1, 1, columns.length, rows + 1)}"/>` +
    marks(columns, rows) +
    choices(columns) +
    '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.75" header="0.3" footer="0.3"/>' +
    `<pageSetup ${PAPER} orientation="landscape" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>' +
    ignoredErrors(columns, rows) +
    '</worksheet>'
  )
}

/**
 * A format on condition (18.3.1.18) and none in each cell: the encoder of rows need not know of it, and whoever corrects the
 * reason away sees the mark go.
 */
function marks(columns: readonly Column[], rows: number): string {
  if (rows === 0) return ''
  return columns
    .map(({ markedBy }, index) => {
      if (markedBy === undefined) return ''
      const here = columnLetters(index + 1)
      const formula = `ISNUMBER(FIND("["&amp;${here}$1&amp;"]",$${columnLetters(markedBy + 1)}2))`
      return (
        `<conditionalFormatting sqref="${range(index + 1, 2, index + 1, rows + 1)}">` +
        `<cfRule type="expression" dxfId="${MARK}" priority="${index + 1}"><formula>${formula}</formula></cfRule></conditionalFormatting>`
      )
    })
    .join('')
}

/** Lists to choose from (18.3.1.33), for all rows that a sheet can have: in a template there are none yet. */
function choices(columns: readonly Column[]): string {
  const lists = columns.flatMap(({ choices: texts }, index) => {
    if (texts === undefined) return []
    const formula = textXml(`"${texts.join(',').replaceAll('"', '""')}"`)
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${range(index + 1, 2, index + 1, MAX_ROWS)}">` +
        `<formula1>${formula}</formula1></dataValidation>`,
    ]
  })
  return lists.length === 0
    ? ''
    : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
}

/** Without it Excel marks each `007` with a green triangle, "number stored as text". */
function ignoredErrors(columns: readonly Column[], rows: number): string {
  const ranges = columns.flatMap((column, index) =>
    column.kind === 'text' ? [range(index + 1, 2, index + 1, rows + 1)] : [],
  )
  if (ranges.length === 0 || rows === 0) return ''
  return `<ignoredErrors><ignoredError sqref="${ranges.join(' ')}" numberStoredAsText="1"/></ignoredErrors>`
}
