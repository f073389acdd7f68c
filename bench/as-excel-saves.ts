/** Writes a workbook anew as Excel saves it: every text in a table of shared strings, which stands after the sheets. */
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'

import { Zip, ZipDeflate } from 'fflate'

import { openTable } from '../src/table-reader/index.ts'
import { columnLetters } from '../src/workbook/cell-reference.ts'
import { textXml } from '../src/workbook/text.ts'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const PARTS = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/></Types>`,
  '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Users" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
}

export async function asExcelSaves(from: string, to: string): Promise<void> {
  const out = createWriteStream(to)
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error
    out.write(chunk)
  })
  const entry = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    return {
      write: (text: string) => file.push(Buffer.from(text)),
      end: (text = '') => file.push(Buffer.from(text), true),
    }
  }
  for (const [name, xml] of Object.entries(PARTS)) entry(name).end(xml)
  const table = await openTable({
    size: (await stat(from)).size,
    read: (range) => Promise.resolve(createReadStream(from, { ...range, highWaterMark: 1 << 20 })),
  })
  const numbers = new Map<string, number>()
  const sheet = entry('xl/worksheets/sheet1.xml')
  sheet.write(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="${MAIN}"><sheetData>`,
  )
  for await (const rows of table.sheets[0]?.rows() ?? []) {
    let xml = ''
    for (const { number, cells } of rows) {
      xml += `<row r="${number}" spans="1:${cells.length}">`
      for (const [index, cell] of cells.entries()) {
        if (cell == null) continue
        let shared = numbers.get(cell)
        if (shared === undefined) numbers.set(cell, (shared = numbers.size))
        xml += `<c r="${columnLetters(index + 1)}${number}" t="s"><v>${shared}</v></c>`
      }
      xml += '</row>'
    }
    sheet.write(xml)
    if (out.writableNeedDrain) await once(out, 'drain')
  }
  sheet.end('</sheetData></worksheet>')
  const strings = entry('xl/sharedStrings.xml')
  strings.write(`<sst xmlns="${MAIN}" uniqueCount="${numbers.size}">`)
  let xml = ''
  for (const text of numbers.keys()) {
    xml += `<si><t xml:space="preserve">${textXml(text)}</t></si>`
    if (xml.length < 1 << 20) continue
    strings.write(xml)
    xml = ''
    if (out.writableNeedDrain) await once(out, 'drain')
  }
  strings.end(`${xml}</sst>`)
  zip.end()
  await new Promise((resolve) => out.end(resolve))
  await table.close()
}
