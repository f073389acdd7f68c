/**
 * Records: what PostgreSQL sends for `COPY … TO STDOUT (FORMAT text, DELIMITER E'\x1f', NULL '')`.
 *
 * One record a line, each ended by LF; fields separated by 0x1F. `\b \f \n \r \t \v` and `\\` stand for one byte;
 * a backslash before any other byte, the delimiter included, stands for that byte. COPY TO never writes octal
 * (`\101`), hex (`\x41`) or an escaped LF, so a raw LF always ends a record.
 * https://www.postgresql.org/docs/18/sql-copy.html, "Text Format"
 */

export const DELIMITER = 0x1f
export const LF = 0x0a
export const BACKSLASH = 0x5c

export type Value = string | number | null

/** A record that does not fit its columns. `record` counts from 1. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
  readonly record: number

  constructor(record: number, problem: string) {
    super(`Record ${record}: ${problem}`)
    this.record = record
  }
}

// Byte after the backslash → byte meant. 0: the byte itself.
const UNESCAPED = new Uint8Array(256)
for (const [letter, byte] of [
  ['b', 8],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
] as const) {
  UNESCAPED[letter.charCodeAt(0)] = byte
}

const ESCAPES: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
  '\u001f': '\\\u001f',
}

/** JavaScript rows as records. `null` and `''` are the same empty field; lone surrogates become U+FFFD. */
export function toRecords(rows: Iterable<readonly Value[]>): Uint8Array {
  let text = ''
  for (const row of rows) {
    text += row.map(field).join('\u001f') + '\n'
  }
  return Buffer.from(text)
}

function field(value: Value): string {
  if (value === null) return ''
  // oxlint-disable-next-line no-control-regex -- they are what COPY escapes
  return String(value).replaceAll(/[\b-\r\\\u001f]/g, (character) => ESCAPES[character] ?? character)
}

/** Where the field that holds `at` ends: the next delimiter or LF that no backslash precedes. */
export function fieldEnd(bytes: Uint8Array, at: number): number {
  for (;;) {
    const byte = bytes[at]!
    if (byte === DELIMITER || byte === LF) return at
    at += byte === BACKSLASH && bytes[at + 1] !== LF ? 2 : 1
  }
}

/**
 * Writes the field `bytes[from, to)` without its escapes to `target`, which must hold `to - from` bytes.
 * @returns the number of bytes written; -1 if the field ends in a lone backslash
 */
export function unescape(bytes: Uint8Array, from: number, to: number, target: Uint8Array): number {
  let length = 0
  for (let at = from; at < to; at++) {
    let byte = bytes[at]!
    if (byte === BACKSLASH) {
      if (++at === to) return -1
      byte = bytes[at]!
      byte = UNESCAPED[byte] || byte
    }
    target[length++] = byte
  }
  return length
}

/** The first `limit` complete records of `bytes` as texts, for what looks at a sample only. */
export function sampleRecords(bytes: Uint8Array, limit: number): string[][] {
  const records: string[][] = []
  const end = bytes.lastIndexOf(LF) + 1
  let record: string[] = []
  for (let at = 0; at < end && records.length < limit; at++) {
    const to = fieldEnd(bytes, at)
    const target = Buffer.alloc(to - at)
    record.push(target.toString('utf8', 0, Math.max(0, unescape(bytes, at, to, target))))
    at = to
    if (bytes[to] === LF) {
      records.push(record)
      record = []
    }
  }
  return records
}
