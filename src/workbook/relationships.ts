/** `.rels` parts (ECMA-376 part 2, 6.5): how a reader gets from one part to the next. */

import { RELATIONSHIPS_NAMESPACE, XML_DECLARATION } from './xml.ts'

const PACKAGE_NAMESPACE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** `_rels/.rels`: from the package to the workbook and its properties. */
export function packageRelationshipsXml(): string {
  return relationshipsXml([
    [`${RELATIONSHIPS_NAMESPACE}/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE_NAMESPACE}/metadata/core-properties`, 'docProps/core.xml'],
    [`${RELATIONSHIPS_NAMESPACE}/extended-properties`, 'docProps/app.xml'],
  ])
}

/** `xl/_rels/workbook.xml.rels`: sheet n is `rIdn`. */
export function workbookRelationshipsXml(sheets: number): string {
  const targets: [type: string, target: string][] = []
  for (let sheet = 1; sheet <= sheets; sheet++) {
    targets.push([`${RELATIONSHIPS_NAMESPACE}/worksheet`, `worksheets/sheet${sheet}.xml`])
  }
  targets.push([`${RELATIONSHIPS_NAMESPACE}/styles`, 'styles.xml'])
  targets.push([`${RELATIONSHIPS_NAMESPACE}/sharedStrings`, 'sharedStrings.xml'])
  return relationshipsXml(targets)
}

function relationshipsXml(targets: readonly (readonly [type: string, target: string])[]): string {
  const items = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  )
  return `${XML_DECLARATION}<Relationships xmlns="${PACKAGE_NAMESPACE}">${items.join('')}</Relationships>`
}
