/** Numbers of formats that show dates or times, East Asian ones included (ECMA-376 part 1, 18.8.30 numFmt). */
const DATES: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]

/** Whether a built-in number format shows a date. */
export const isBuiltInDate = (id: number): boolean => DATES.some(([from, to]) => id >= from && id <= to)

/** Whether a format code shows a date: it has a letter of one outside of quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replaceAll(/"[^"]*"|\\.|_./g, '')
    // `[h]` counts hours, `[Red]` is a colour, `[$-804]` a language.
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replaceAll(/general/gi, '')
  return /[ymdhs]/i.test(bare)
}
