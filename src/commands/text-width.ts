/** What a terminal shows two columns wide: East Asian Wide and Fullwidth (UAX #11), and emoji. */
const WIDE =
  /^[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff01}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
/** What stands on the character before. */
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]/u

const columnsOf = (char: string): number => (NONE.test(char) ? 0 : WIDE.test(char) ? 2 : 1)

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += columnsOf(char)
  return width
}

/** A text, cut with `…` where it takes more columns than there are. */
export function fitted(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  let width = 1
  for (const char of text) {
    width += columnsOf(char)
    if (width > columns) break
    kept += char
  }
  return `${kept}…`
}

/** A text with blanks behind it up to a width. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)))
