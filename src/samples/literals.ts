/**
 * Texts as literals of each language, such that the program has the very text. Characters that nobody sees
 * (controls, directions, joiners, unassigned ones) are written as escapes: what runs is what is read.
 */
export const literals = {
  java: (text: string) => quoted(text, { ...COMMON, '\b': '\\b', '\f': '\\f' }, javaEscape),
  python: (text: string) => quoted(text, COMMON, (code) => shortEscape(code) ?? longEscape(code)),
  go: (text: string) =>
    quoted(text, COMMON, (code) => (isSurrogate(code) ? '\\ufffd' : (shortEscape(code) ?? longEscape(code)))),
  javascript: (text: string) => quoted(text, COMMON, (code) => shortEscape(code) ?? utf16Escapes(code)),
  // `\$` also keeps `${…}` and `{$…}` from being looked into.
  php: (text: string) => quoted(text, { ...COMMON, $: '\\$' }, phpEscape),
  // `\x` takes as many digits as follow, so it is never written.
  csharp: (text: string) => quoted(text, COMMON, utf16Escapes),
  // Octal escapes end after three digits; a second `?` would begin a trigraph.
  cpp: (text: string) => quoted(text, COMMON, octalBytes).replaceAll(/(?<=\?)\?/g, String.raw`\?`),
  bash,
} as const

/** A JSON text in single quotes of the shell; its line breaks are those of the layout. */
export function bashJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2)
  return bashSingle(json.replaceAll(UNSEEN, (char) => (char === '\n' ? char : utf16Escapes(codeOf(char)))))
}

/** What is not seen: controls, formats, surrogates, private and unassigned characters, line and paragraph ends. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu

const COMMON: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function quoted(
  text: string,
  table: Readonly<Record<string, string>>,
  unseen: (code: number) => string,
): string {
  const inner = Array.from(text, (char) => {
    if (Object.hasOwn(table, char)) return table[char]
    return char.match(UNSEEN) === null ? char : unseen(codeOf(char))
  })
  return `"${inner.join('')}"`
}

const codeOf = (char: string): number => char.codePointAt(0) ?? 0
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')

/** `\x1b` where that is one character in every encoding. */
const shortEscape = (code: number): string | undefined => (code < 0x80 ? `\\x${hex(code, 2)}` : undefined)

/** `\u202e`, `\U000e0061`. */
const longEscape = (code: number): string => (code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`)

/** `\u202e`, `\udb40\udc61`: by the units of UTF-16. */
const utf16Escapes = (code: number): string =>
  String.fromCodePoint(code)
    .split('')
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('')

/** Java reads `\u000a` as a line break of the source, so controls are octal; three digits end an escape. */
const javaEscape = (code: number): string =>
  code < 0x80 ? `\\${code.toString(8).padStart(3, '0')}` : utf16Escapes(code)

const phpEscape = (code: number): string =>
  isSurrogate(code) ? '\\u{fffd}' : (shortEscape(code) ?? `\\u{${code.toString(16)}}`)

const octalBytes = (code: number): string => bytesOf(code, (byte) => `\\${byte.toString(8).padStart(3, '0')}`)

function bytesOf(code: number, write: (byte: number) => string): string {
  return Array.from(new TextEncoder().encode(String.fromCodePoint(code)), write).join('')
}

/** A word of the shell: in double quotes where nothing in it is special, else in single ones, else in `$'…'`. */
function bash(given: string): string {
  // No program can be given U+0000.
  const text = given.replaceAll('\0', '')
  if (text.match(UNSEEN) !== null) {
    const inner = text
      .replaceAll(/[\\']/g, String.raw`\$&`)
      .replaceAll('\n', String.raw`\n`)
      .replaceAll('\t', String.raw`\t`)
      .replaceAll(UNSEEN, (char) => bytesOf(codeOf(char), (byte) => `\\x${hex(byte, 2)}`))
    return `$'${inner}'`
  }
  return /["$`\\!]/.test(text) ? bashSingle(text) : `"${text}"`
}

const bashSingle = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
