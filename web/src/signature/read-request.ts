/** A request that somebody pasted. */
export interface PastedRequest {
  readonly method: string
  /** Path and query as they were sent. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Reads a request pasted as raw HTTP or as a curl command; null: it is neither. */
export function readRequest(text: string): PastedRequest | null {
  const trimmed = text.trimStart()
  return /^curl\s/.test(trimmed) ? readCurl(trimmed) : readRaw(trimmed)
}

function readRaw(text: string): PastedRequest | null {
  const lines = text.split(/\r?\n/)
  const first = /^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?\s*$/.exec(lines[0] ?? '')
  if (first === null) return null
  const blank = lines.indexOf('', 1)
  const head = lines.slice(1, blank < 0 ? undefined : blank)
  const headers: Record<string, string> = {}
  for (const line of head) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  const [, method = '', target = ''] = first
  return { method, ...originForm(target, headers), body: blank < 0 ? '' : lines.slice(blank + 1).join('\n') }
}

/** The path and query of a target that may be a whole URL, whose host then counts as the header. */
function originForm(
  target: string,
  headers: Record<string, string>,
): Pick<PastedRequest, 'target' | 'headers'> {
  const parts = /^https?:\/\/([^/?#]+)([^#]*)/.exec(target)
  if (parts === null) return { target, headers }
  const [, host = '', rest = ''] = parts
  return { target: rest.startsWith('/') ? rest : `/${rest}`, headers: { host, ...headers } }
}

function readCurl(text: string): PastedRequest | null {
  const words = shellWords(text.replaceAll(/\\\r?\n/g, ' '))
  const headers: Record<string, string> = {}
  let method: string | undefined
  let url: string | undefined
  let body: string | undefined
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    const [option = '', attached] = /^--[\w-]+=/.test(word) ? splitAt(word, '=') : [word, undefined]
    const value = () => attached ?? words[++at] ?? ''
    if (['-X', '--request'].includes(option)) method = value()
    else if (['-H', '--header'].includes(option)) {
      const [name, content = ''] = splitAt(value(), ':')
      headers[name.trim().toLowerCase()] = content.trim()
    } else if (['-d', '--data', '--data-raw', '--data-binary', '--data-ascii'].includes(option))
      body = value()
    else if (option === '--url') url = value()
    else if (['-o', '--output', '-u', '--user', '-m', '--max-time'].includes(option)) value()
    else if (!word.startsWith('-')) url = word
  }
  if (url === undefined) return null
  if (body !== undefined) headers['content-type'] ??= 'application/x-www-form-urlencoded'
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    ...originForm(/^https?:/.test(url) ? url : `http://${url}`, headers),
    body: body ?? '',
  }
}

function splitAt(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** The words of a command line, as a POSIX shell takes them apart; `$'…'` as bash does. */
export function shellWords(text: string): string[] {
  const words: string[] = []
  const piece = /\$'((?:\\.|[^'\\])*)'|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|(\s+)|([^\s'"\\$]+|\$)/gs
  let word: string | undefined
  for (const [, ansi, single, double, escaped, blank, plain] of text.matchAll(piece)) {
    if (blank !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    word ??= ''
    if (ansi !== undefined) word += ansi.replaceAll(/\\(.)/g, (_, char: string) => ANSI[char] ?? char)
    else word += single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''
  }
  if (word !== undefined) words.push(word)
  return words
}

const ANSI: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
