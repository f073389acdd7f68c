/** The escape of what XML cannot hold: `_x000D_` (ECMA-376 part 1, 22.9.2.19 ST_Xstring). */
export function decodeCellText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}

/** A number as the digits that somebody typed: `1.38E10` is 13800000000; what is no number stays as it is. */
export function numberText(value: string): string {
  if (/^-?\d{1,15}$/.test(value)) return value
  const number = Number(value)
  return value.trim() === '' || Number.isNaN(number) ? value : String(number)
}
