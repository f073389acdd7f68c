const DAY_MS = 86_400_000
/** 1970-01-01 in days since 1899-12-30. */
const EPOCH = 25_569
/** Days between the two date systems (ECMA-376 part 1, 18.17.4.1). */
const DAYS_1904 = 1462

/**
 * A serial date as `yyyy-MM-dd HH:mm:ss`, with `.SSS` where it has milliseconds; undefined: none that a calendar has.
 *
 * @param from1904 the workbook counts from 1904-01-01
 */
export function serialText(serial: number, from1904: boolean): string | undefined {
  let days = from1904 ? serial + DAYS_1904 : serial
  // The 1900 system believes in 1900-02-29, so that its days before are one too low.
  if (!from1904 && days < 60) days += 1
  const date = new Date(Math.round((days - EPOCH) * DAY_MS))
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || serial < 0) return undefined
  const text = date.toISOString().replace('T', ' ').slice(0, -1)
  return text.endsWith('.000') ? text.slice(0, -4) : text
}
