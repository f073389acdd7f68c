import assert from 'node:assert/strict'

/**
 * What a compiler makes of a literal, by the rules of each language's own specification: written from those, not
 * from how ours are written.
 */
export const literalRules = {
  java: decodeJava,
  go: decodeGo,
  php: decodePhp,
  csharp: decodeCsharp,
  cpp: decodeCpp,
} as const

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

/** What stands between the quotes; neither line ends nor the quote stand there as they are. */
function inside(literal: string, lineEnds = /[\r\n]/): string {
  const inner = /^"([^]*)"$/.exec(literal)?.[1]
  assert.ok(inner !== undefined, literal)
  assert.doesNotMatch(inner, lineEnds)
  return inner
}

type Escape = readonly [RegExp, (match: RegExpExecArray) => string | number]

/** Goes through a literal; escapes give text or a byte, all else is itself, and a bare quote or backslash is an error. */
function decode(inner: string, escapes: readonly Escape[]): (string | number)[] {
  const parts: (string | number)[] = []
  for (let at = 0; at < inner.length;) {
    const rest = inner.slice(at)
    const found = escapes
      .map(([pattern, meaning]) => ({ match: pattern.exec(rest), meaning }))
      .find(({ match }) => match !== null)
    if (found?.match != null) {
      parts.push(found.meaning(found.match))
      at += found.match[0].length
      continue
    }
    const char = String.fromCodePoint(rest.codePointAt(0) ?? 0)
    assert.doesNotMatch(char, /["\\]/, `at ${at} of ${inner}`)
    parts.push(char)
    at += char.length
  }
  return parts
}

const simple = (letters: string): Escape => [
  new RegExp(`^\\\\([${letters}])`),
  ([, letter = '']) => SIMPLE[letter] ?? letter,
]
const codePoint = (pattern: RegExp): Escape => [
  pattern,
  ([, digits = '']) => String.fromCodePoint(parseInt(digits, 16)),
]
const byte = (pattern: RegExp, base: number): Escape => [pattern, ([, digits = '']) => parseInt(digits, base)]

const textOf = (parts: readonly (string | number)[]): string =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
  ).toString('utf8')

/** JLS 17, 3.3 (unicode escapes come first of all) and 3.10.7. */
function decodeJava(literal: string): string {
  const source = literal.replaceAll(
    /(\\+)(?:u+([0-9a-fA-F]{4}))?/g,
    (whole, slashes: string, digits?: string) =>
      digits === undefined || slashes.length % 2 === 0
        ? whole
        : slashes.slice(1) + String.fromCharCode(parseInt(digits, 16)),
  )
  const octal: Escape = [
    /^\\([0-3][0-7]{2}|[0-7]{1,2})/,
    ([, digits = '']) => String.fromCharCode(parseInt(digits, 8)),
  ]
  return decode(inside(source), [simple(`bfnrt"'\\\\`), octal]).join('')
}

/** The Go Programming Language Specification, string literals. */
function decodeGo(literal: string): string {
  assert.doesNotMatch(literal, /[\0\ufeff]/)
  const parts = decode(inside(literal), [
    simple('abfnrtv"\\\\'),
    byte(/^\\([0-3][0-7]{2})/, 8),
    byte(/^\\x([0-9a-fA-F]{2})/, 16),
    codePoint(/^\\u((?![dD][89a-fA-F])[0-9a-fA-F]{4})/),
    codePoint(/^\\U([0-9a-fA-F]{8})/),
  ])
  return textOf(parts)
}

/** PHP manual, double quoted strings: variables are looked for, unknown escapes stay as they are. */
function decodePhp(literal: string): string {
  const dollar: Escape = [/^\\\$/, () => '$']
  const inner = inside(literal, /(?!)/)
  assert.doesNotMatch(inner.replaceAll(/\\[^]/g, ''), /\$/, 'a variable')
  const parts = decode(inner, [
    [/^\\([nrtvf\\"])/, ([, letter = '']) => SIMPLE[letter] ?? letter],
    dollar,
    byte(/^\\([0-3]?[0-7]{1,2})/, 8),
    byte(/^\\x([0-9a-fA-F]{1,2})/, 16),
    codePoint(/^\\u\{([0-9a-fA-F]+)\}/),
  ])
  return textOf(parts)
}

/** C# specification, 6.4.5.6: five characters end a line, `\x` takes up to four digits. */
function decodeCsharp(literal: string): string {
  const unit: Escape = [
    /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{1,4}))/,
    ([, four, some]) => String.fromCharCode(parseInt(four ?? some ?? '', 16)),
  ]
  const nul: Escape = [/^\\0/, () => '\0']
  return decode(inside(literal, /[\r\n\u0085\u2028\u2029]/), [
    simple(`abfnrtv"'\\\\`),
    nul,
    unit,
    codePoint(/^\\U([0-9a-fA-F]{8})/),
  ]).join('')
}

/** C++14, [lex.phases]: trigraphs before anything else; then [lex.ccon]. */
function decodeCpp(literal: string): string {
  const trigraphs: Readonly<Record<string, string>> = {
    '=': '#',
    '/': '\\',
    "'": '^',
    '(': '[',
    ')': ']',
    '!': '|',
    '<': '{',
    '>': '}',
    '-': '~',
  }
  const source = literal.replaceAll(/\?\?([=/'()!<>-])/g, (_, last: string) => trigraphs[last] ?? '')
  const parts = decode(inside(source), [
    simple(`abfnrtv"'\\\\?`),
    byte(/^\\([0-7]{1,3})/, 8),
    byte(/^\\x([0-9a-fA-F]+)/, 16),
    codePoint(/^\\u([0-9a-fA-F]{4})/),
  ])
  return textOf(parts)
}
