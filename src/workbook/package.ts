/**
 * The package, a ZIP of parts, in the order of writing:
 *
 *     users.xlsx
 *     ├── _rels/.rels                    relationships.ts    package → workbook, properties
 *     ├── docProps/core.xml              core-properties.ts  title, creator, created
 *     ├── xl/
 *     │   ├── styles.xml                 styles.ts           fonts, fills, number formats
 *     │   ├── worksheets/sheet1.xml      sheet.ts            Users
 *     │   ├── worksheets/sheet2.xml      sheet.ts            Users 2
 *     │   ├── worksheets/sheet3.xml      about-sheet.ts      About this export
 *     │   ├── sharedStrings.xml          shared-strings.ts   headers, codes; every text of a small workbook
 *     │   ├── workbook.xml               workbook-part.ts    sheet names, filter ranges
 *     │   └── _rels/workbook.xml.rels    relationships.ts    workbook → sheets, styles, strings
 *     ├── docProps/app.xml               app-properties.ts   contents
 *     └── [Content_Types].xml            content-types.ts    what each part is
 *
 * What depends on the number of sheets comes behind them, as nothing is written twice; a reader starts at the ZIP's
 * directory, which is the end, whatever the order.
 */

import { aboutSheetXml } from './about-sheet.ts'
import { appPropertiesXml } from './app-properties.ts'
import { contentTypesXml } from './content-types.ts'
import { corePropertiesXml } from './core-properties.ts'
import type { Deflater, EntryDigest } from './deflate.ts'
import type { About, Plan } from './plan.ts'
import { packageRelationshipsXml, workbookRelationshipsXml } from './relationships.ts'
import type { SharedStrings } from './shared-strings.ts'
import { sheetName } from './sheet-name.ts'
import { stylesXml } from './styles.ts'
import { workbookXml } from './workbook-part.ts'
import type { SheetEntry } from './workbook-part.ts'
import type { Zip } from './zip.ts'

const ACCENT = '1677FF'

export class Package {
  readonly #plan: Plan
  readonly #zip: Zip
  readonly #deflater: Deflater
  readonly #sheets: SheetEntry[] = []

  constructor(plan: Plan, zip: Zip, deflater: Deflater) {
    this.#plan = plan
    this.#zip = zip
    this.#deflater = deflater
  }

  get sheetNames(): string[] {
    return this.#sheets.map(({ name }) => name)
  }

  /** Writes what stands before the sheets. */
  async start(): Promise<void> {
    await this.#part('_rels/.rels', packageRelationshipsXml())
    await this.#part('docProps/core.xml', corePropertiesXml(this.#plan))
    await this.#part('xl/styles.xml', stylesXml(this.#plan.language, this.#plan.accent ?? ACCENT))
  }

  /** Starts the next sheet of rows, whose deflated bytes follow. @returns its name */
  async beginSheet(): Promise<string> {
    const name = sheetName(this.#plan.sheetName, this.#sheets.length + 1, this.sheetNames)
    this.#sheets.push({ name })
    await this.#zip.begin(this.#sheetPath())
    return name
  }

  /** @param rows of the sheet, the header's included */
  async endSheet(digest: EntryDigest, rows: number): Promise<void> {
    const sheet = this.#sheets.at(-1)
    if (sheet !== undefined) sheet.filter = { columns: this.#plan.columns.length, rows }
    await this.#zip.end(digest)
  }

  /** Adds the about sheet as the next one. */
  async aboutSheet(about: About, shared: SharedStrings): Promise<void> {
    this.#sheets.push({ name: sheetName(about.sheetName, 1, this.sheetNames) })
    await this.#part(this.#sheetPath(), aboutSheetXml(about, shared))
  }

  /** Writes what stands behind the sheets, and the ZIP's directory. */
  async finish(shared: SharedStrings): Promise<void> {
    await this.#zip.begin('xl/sharedStrings.xml')
    await this.#zip.end(await this.#deflater.all(shared.xml()))
    await this.#part('xl/workbook.xml', workbookXml(this.#sheets))
    await this.#part('xl/_rels/workbook.xml.rels', workbookRelationshipsXml(this.#sheets.length))
    await this.#part('docProps/app.xml', appPropertiesXml(this.sheetNames))
    await this.#part('[Content_Types].xml', contentTypesXml(this.#sheets.length))
    await this.#zip.finish()
  }

  #sheetPath(): string {
    return `xl/worksheets/sheet${this.#sheets.length}.xml`
  }

  async #part(path: string, xml: string): Promise<void> {
    await this.#zip.begin(path)
    await this.#zip.end(await this.#deflater.all([Buffer.from(xml)]))
  }
}
