/** `xl/workbook.xml` (ECMA-376 part 1, 18.2.27): the sheets by name, and names for ranges. */

import { absoluteRange } from './cell-reference.ts'
import { MAIN_NAMESPACE, RELATIONSHIPS_NAMESPACE, XML_DECLARATION, xmlValue } from './xml.ts'

/** A sheet; `rows` (the header's included) and `columns` are those of a sheet with a filter. */
export type SheetEntry = { name: string; filter?: { columns: number; rows: number } }

export function workbookXml(sheets: readonly SheetEntry[]): string {
  const items = sheets.map(
    ({ name }, index) => `<sheet name="${xmlValue(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  // Excel keeps a filter's range under this hidden name too, and repairs a file without it when the filter is used.
  const filters = sheets.map(({ name, filter }, index) =>
    filter === undefined
      ? ''
      : `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">` +
        `${xmlValue(absoluteRange(name, filter.columns, filter.rows))}</definedName>`,
  )
  // The header is printed on every page.
  const titles = sheets.map(({ name, filter }, index) =>
    filter === undefined
      ? ''
      : `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">` +
        `${xmlValue(`'${name.replaceAll("'", "''")}'!$1:$1`)}</definedName>`,
  )
  return (
    `${XML_DECLARATION}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONSHIPS_NAMESPACE}">` +
    '<workbookPr/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>' +
    `<sheets>${items.join('')}</sheets>` +
    `<definedNames>${filters.join('')}${titles.join('')}</definedNames>` +
    '</workbook>'
  )
}
