import { isBuiltInDate, isDateFormat } from './number-format.ts'
import { attribute, scanTags } from './xml-scanner.ts'

/** Which of a workbook's cell formats show dates, by their index (ECMA-376 part 1, 18.8.10 cellXfs). */
export function dateStyles(part: string, xml: string): ReadonlySet<number> {
  const formats = new Map<number, boolean>()
  const dates = new Set<number>()
  let inCells = false
  let index = 0
  scanTags(part, xml, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        formats.set(
          Number(attribute(attributes, 'numFmtId')),
          isDateFormat(attribute(attributes, 'formatCode') ?? ''),
        )
      } else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        if (formats.get(id) ?? isBuiltInDate(id)) dates.add(index)
        index++
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}
