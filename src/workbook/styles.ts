/** `xl/styles.xml` (ECMA-376 part 1, 18.8): the few looks that cells of this encoder have. */

import { MAIN_NAMESPACE, XML_DECLARATION } from './xml.ts'

/** Index into cellXfs. */
export const STYLE = {
  text: 0,
  /**
   * Text that Excel would read as a formula or number if somebody edited the cell: `quotePrefix` is Excel's own mark for
   * "typed with a leading apostrophe". The value has no apostrophe, and none is shown.
   */
  quoted: 1,
  header: 2,
  /** Kept off the text in the next column. */
  number: 3,
  /** To the left as texts are, so that "Never" stands in line with dates. */
  date: 4,
  title: 5,
  label: 6,
  fact: 7,
  factQuoted: 8,
  factNumber: 9,
  factDate: 10,
  footer: 11,
} as const

/** Index into dxfs: the look of a cell at fault, Excel's own "light red fill with dark red text". */
export const MARK = 0

/** The font of Excel in that language; others are substituted for it where it is not installed. */
const FONT = { en_US: 'Calibri', zh_CN: '等线' } as const

/** @param accent `RRGGBB` */
export function stylesXml(language: keyof typeof FONT, accent: string): string {
  const font = (size: number, color = '', bold = '') =>
    `<font>${bold}<sz val="${size}"/>${color}<name val="${FONT[language]}"/><family val="2"/></font>`
  const left = 'horizontal="left" vertical="center" wrapText="1"'
  const fact = 'fontId="0" fillId="0" borderId="2" applyBorder="1"'
  return (
    `${XML_DECLARATION}<styleSheet xmlns="${MAIN_NAMESPACE}">` +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' +
    '<fonts count="5">' +
    font(11) +
    font(11, '', '<b/>') +
    font(20, `<color rgb="FF${accent}"/>`, '<b/>') +
    font(11, '<color rgb="FF595959"/>') +
    font(10, '<color rgb="FF7F7F7F"/>') +
    '</fonts>' +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    fill(tint(accent, 0.88)) +
    '</fills>' +
    '<borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    underline(tint(accent, 0.4)) +
    underline('D9D9D9') +
    '</borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="12">' +
    xf('numFmtId="0" fontId="0" fillId="0" borderId="0"') +
    xf('numFmtId="0" fontId="0" fillId="0" borderId="0" quotePrefix="1"') +
    xf(
      'numFmtId="0" fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"',
      'vertical="center"',
    ) +
    xf('numFmtId="0" fontId="0" fillId="0" borderId="0"', 'horizontal="right" indent="1"') +
    xf('numFmtId="164" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"', 'horizontal="left"') +
    xf('numFmtId="0" fontId="2" fillId="0" borderId="0" applyFont="1"', 'vertical="center"') +
    xf('numFmtId="0" fontId="3" fillId="0" borderId="2" applyFont="1" applyBorder="1"', left) +
    xf(`numFmtId="0" ${fact}`, left) +
    xf(`numFmtId="0" ${fact} quotePrefix="1"`, left) +
    xf(`numFmtId="3" ${fact} applyNumberFormat="1"`, left) +
    xf(`numFmtId="164" ${fact} applyNumberFormat="1"`, left) +
    xf('numFmtId="0" fontId="4" fillId="0" borderId="0" applyFont="1"', left) +
    '</cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    '<dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs>' +
    '</styleSheet>'
  )
}

function fill(color: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${color}"/><bgColor indexed="64"/></patternFill></fill>`
}

function underline(color: string): string {
  return `<border><left/><right/><top/><bottom style="thin"><color rgb="FF${color}"/></bottom><diagonal/></border>`
}

function xf(attributes: string, alignment = ''): string {
  if (alignment === '') return `<xf ${attributes} xfId="0"/>`
  return `<xf ${attributes} xfId="0" applyAlignment="1"><alignment ${alignment}/></xf>`
}

/** A colour with so much white in it. */
export function tint(color: string, white: number): string {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16)
    return Math.round(value + (255 - value) * white)
      .toString(16)
      .padStart(2, '0')
  }
  return (channel(0) + channel(2) + channel(4)).toUpperCase()
}
