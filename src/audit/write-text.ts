import { type StoredEvent, eventOnTheWire } from './list-events.ts'

/** An event as a line of JSON, in the API's fields. */
export const jsonLine = (event: StoredEvent): string => `${JSON.stringify(eventOnTheWire(event))}\n`

const FIELDS = [
  'id',
  'time',
  'project_id',
  'operation',
  'action',
  'outcome',
  'status',
  'error_code',
  'principal',
  'user_id',
  'user_name',
  'is_account',
  'credential',
  'source_ip',
  'resource_ids',
  'request_id',
  'details',
] as const satisfies readonly (keyof ReturnType<typeof eventOnTheWire>)[]

/** The first line of a CSV file, after the mark by which Excel knows UTF-8. */
export const CSV_HEAD = `\u{FEFF}${FIELDS.join(',')}\r\n`

/** An event as a record of CSV (RFC 4180), in the API's fields; lists and details are JSON. */
export function csvRecord(event: StoredEvent): string {
  const fields = eventOnTheWire(event)
  return `${FIELDS.map((name) => csvField(fields[name])).join(',')}\r\n`
}

function csvField(value: unknown): string {
  if (value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // A spreadsheet would calculate what begins so; some of it comes from whoever sends requests.
  const harmless = /^[=+@\t\r-]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
