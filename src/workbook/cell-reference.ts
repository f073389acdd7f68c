/** `A` for column 1, `AA` for 27, `XFD` for 16,384 (ECMA-376 part 1, 18.18.62 ST_Ref). */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** `A1:C9` from one-based corners. */
export function range(column: number, row: number, lastColumn: number, lastRow: number): string {
  return `${columnLetters(column)}${row}:${columnLetters(lastColumn)}${lastRow}`
}

/**
 * A range in formula syntax with its sheet: `'It''s'!$A$1:$C$9`. Quoting is never wrong; names that could go
 * without are not worth telling apart.
 */
export function absoluteRange(sheet: string, lastColumn: number, lastRow: number): string {
  return `'${sheet.replaceAll("'", "''")}'!$A$1:$${columnLetters(lastColumn)}$${lastRow}`
}
