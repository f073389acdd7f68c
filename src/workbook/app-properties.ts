/**
 * `docProps/app.xml` (ECMA-376 part 1, 22.2): what Excel shows as the document's contents. The application is named as
 * other writers name it: some readers choose their habits by it.
 */

import { XML_DECLARATION, xmlValue } from './xml.ts'

export function appPropertiesXml(sheetNames: readonly string[]): string {
  const names = sheetNames.map((name) => `<vt:lpstr>${xmlValue(name)}</vt:lpstr>`)
  return (
    `${XML_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"` +
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">' +
    '<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity>' +
    '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>' +
    `<vt:variant><vt:i4>${names.length}</vt:i4></vt:variant></vt:vector></HeadingPairs>` +
    `<TitlesOfParts><vt:vector size="${names.length}" baseType="lpstr">${names.join('')}</vt:vector></TitlesOfParts>` +
    '</Properties>'
  )
}
