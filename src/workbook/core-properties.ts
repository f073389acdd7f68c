/** `docProps/core.xml` (ECMA-376 part 2, 8): title, creator, when created, language. */

import type { Plan } from './plan.ts'
import { XML_DECLARATION, xmlValue } from './xml.ts'

export function corePropertiesXml({ title, creator, created, language }: Plan): string {
  const moment = `${created.toISOString().slice(0, 19)}Z`
  return (
    `${XML_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlValue(title)}</dc:title><dc:creator>${xmlValue(creator)}</dc:creator>` +
    `<dc:language>${language.replace('_', '-')}</dc:language>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`
  )
}
