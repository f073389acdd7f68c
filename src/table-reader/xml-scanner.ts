/**
 * Tags and texts of the XML that workbooks are made of, as they come. A scanner of our own and no SAX library: docs/decisions
 * say why. It knows elements, attributes, texts, CDATA, comments and processing instructions (XML 1.0), takes a name without
 * its prefix, and refuses every document type: no entity but the five of XML is ever expanded.
 */

import { LIMITS } from './limits.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** Is told of what the scanner finds. Text is passed on only while {@link wantsText} is true. */
export interface XmlHandler {
  readonly wantsText: boolean
  /** @param attributes as they stand in the tag; see {@link attribute} */
  open(name: string, attributes: string): void
  text(text: string): void
  /** Also after the `open` of an element that is empty. */
  close(name: string): void
}

const LESS = 0x3c
const GREATER = 0x3e
const SLASH = 0x2f
const QUOTE = 0x22
const APOSTROPHE = 0x27
const COLON = 0x3a

export class XmlScanner {
  readonly #handler: XmlHandler
  readonly #part: string
  /** What came and is not complete yet. */
  #rest = ''
  #depth = 0

  /** @param part for messages */
  constructor(part: string, handler: XmlHandler) {
    this.#part = part
    this.#handler = handler
  }

  /** @throws UnreadableFile */
  write(chunk: string): void {
    const xml = this.#rest === '' ? chunk : this.#rest + chunk
    let at = 0
    for (;;) {
      const tag = xml.indexOf('<', at)
      if (tag < 0) break
      const end = this.#token(xml, tag)
      if (end < 0) break
      if (tag > at && this.#handler.wantsText) this.#handler.text(decodeText(xml.slice(at, tag), this.#part))
      this.#emit(xml, tag, end)
      at = end
    }
    this.#rest = at === 0 ? xml : xml.slice(at)
    if (this.#rest.length > LIMITS.tokenUnits) {
      throw this.#refusal(`holds a tag or text of more than ${LIMITS.tokenUnits} characters`)
    }
  }

  /** @throws UnreadableFile where the document is not complete */
  end(): void {
    if (this.#depth !== 0 || this.#rest.trim() !== '') throw this.#refusal('ends in the middle of its XML')
  }

  /** Where the token that begins at `<` ends; -1: not in what has come so far. */
  #token(xml: string, from: number): number {
    const next = xml.charCodeAt(from + 1)
    if (next === SLASH) return after(xml, '>', from)
    if (next === 0x21) {
      if (xml.startsWith('<!--', from)) return after(xml, '-->', from + 4)
      if (xml.startsWith('<![CDATA[', from)) return after(xml, ']]>', from + 9)
      if (xml.length - from < 9) return -1
      throw this.#refusal('has a document type (DTD), which no workbook needs')
    }
    if (next === 0x3f) return after(xml, '?>', from + 2)
    // A `>` may stand in the value of an attribute.
    let quote = 0
    for (let at = from + 1; at < xml.length; at++) {
      const unit = xml.charCodeAt(at)
      if (quote !== 0) {
        if (unit === quote) quote = 0
      } else if (unit === GREATER) return at + 1
      else if (unit === QUOTE || unit === APOSTROPHE) quote = unit
      else if (unit === LESS) throw this.#refusal('is not well-formed XML')
    }
    return -1
  }

  #emit(xml: string, from: number, end: number): void {
    const next = xml.charCodeAt(from + 1)
    if (next === SLASH) {
      if (--this.#depth < 0) throw this.#refusal('is not well-formed XML')
      this.#handler.close(nameAt(xml, from + 2, end - 1))
      return
    }
    if (next === 0x21) {
      const isText = xml.startsWith('<![CDATA[', from)
      if (isText && this.#handler.wantsText) this.#handler.text(xml.slice(from + 9, end - 3))
      return
    }
    if (next === 0x3f) return
    const empty = xml.charCodeAt(end - 2) === SLASH
    const last = empty ? end - 2 : end - 1
    let at = from + 1
    while (at < last && xml.charCodeAt(at) > 0x20) at++
    const name = nameAt(xml, from + 1, at)
    this.#handler.open(name, at < last ? xml.slice(at, last) : '')
    if (empty) this.#handler.close(name)
    else this.#depth++
  }

  #refusal(what: string): UnreadableFile {
    return new UnreadableFile(`the part ${this.#part} ${what}`)
  }
}

/**
 * Feeds a part to a handler, chunk by chunk; stop iterating and no more of it is read.
 *
 * @returns after each chunk its bytes
 * @throws UnreadableFile
 */
export async function* scanPart(
  part: string,
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
): AsyncGenerator<number> {
  const scanner = new XmlScanner(part, handler)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunks) {
    scanner.write(decode(part, () => decoder.decode(chunk, { stream: true })))
    yield chunk.length
  }
  scanner.write(decode(part, () => decoder.decode()))
  scanner.end()
}

/** Tells of the opening tags of a part that is there as a whole. @throws UnreadableFile */
export function scanTags(part: string, xml: string, handler: Partial<XmlHandler>): void {
  const scanner = new XmlScanner(part, { wantsText: false, open() {}, text() {}, close() {}, ...handler })
  // In pieces: what is left over of one is held against the limit of a token.
  for (let at = 0; at < xml.length; at += PIECE) scanner.write(xml.slice(at, at + PIECE))
  scanner.end()
}

const PIECE = 1 << 16

function decode(part: string, work: () => string): string {
  try {
    return work()
  } catch (error) {
    throw error instanceof TypeError ? new UnreadableFile(`the part ${part} is not UTF-8`) : error
  }
}

/** The value of an attribute; undefined: the tag has none of that name. Prefixes are part of the name. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    if (at > 0 && attributes.charCodeAt(at - 1) > 0x20) continue
    let equals = at + name.length
    while (attributes.charCodeAt(equals) <= 0x20) equals++
    if (attributes.charCodeAt(equals) !== 0x3d) continue
    let open = equals + 1
    while (attributes.charCodeAt(open) <= 0x20) open++
    const close = attributes.indexOf(attributes.charAt(open), open + 1)
    return close < 0 ? undefined : decodeText(attributes.slice(open + 1, close), 'attribute')
  }
  return undefined
}

const after = (xml: string, mark: string, from: number): number => {
  const at = xml.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** The name that stands there, without blanks around it and without its prefix. */
function nameAt(xml: string, from: number, to: number): string {
  let start = from
  for (let at = from; at < to; at++) {
    const unit = xml.charCodeAt(at)
    if (unit === COLON) start = at + 1
    else if (unit <= 0x20) return xml.slice(start, at)
  }
  return xml.slice(start, to)
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text with its references replaced and its line ends as XML has them (XML 1.0, 2.11 and 4.6). */
function decodeText(text: string, part: string): string {
  const plain = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
  if (!plain.includes('&')) return plain
  return plain.replaceAll(/&([^;&]*);?/g, (reference, name: string) => {
    const code = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name)
    const point = code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10)
    if (point <= 0x10ffff) return String.fromCodePoint(point)
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
    if (known === undefined)
      throw new UnreadableFile(`the part ${part} has the unknown reference ${reference}`)
    return known
  })
}
