/** How far X-Sdk-Date may be off the server's clock, either way, in milliseconds: 900 s (contract, section 1). */
export const clockTolerance = 900_000

/** `2026-11-24T05:53:22.123Z` → `20261124T055322Z`, the form of X-Sdk-Date. */
export function formatSdkDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** The instant of an X-Sdk-Date; undefined where the text is in another form or names no instant (30 February). */
export function parseSdkDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // The engine rolls 30 February over to March instead of refusing it.
  return Number.isNaN(date.getTime()) || formatSdkDate(date) !== text ? undefined : date
}

/** Whether a signature of that instant is good now: exactly 900 s off is, in the past as in the future. */
export function isTimely(signedAt: Date, now: Date): boolean {
  return Math.abs(now.getTime() - signedAt.getTime()) <= clockTolerance
}
