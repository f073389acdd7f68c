/** `[Content_Types].xml` (ECMA-376 part 2, 7.2.3): what each part is. Only parts that exist are listed. */

import { XML_DECLARATION } from './xml.ts'

const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function contentTypesXml(sheets: number): string {
  let overrides = override('xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`)
  for (let sheet = 1; sheet <= sheets; sheet++) {
    overrides += override(`xl/worksheets/sheet${sheet}.xml`, `${SPREADSHEET}.worksheet+xml`)
  }
  return (
    `${XML_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    overrides +
    override('xl/styles.xml', `${SPREADSHEET}.styles+xml`) +
    override('xl/sharedStrings.xml', `${SPREADSHEET}.sharedStrings+xml`) +
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    override('docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml') +
    '</Types>'
  )
}

function override(part: string, type: string): string {
  return `<Override PartName="/${part}" ContentType="${type}"/>`
}
