import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'

import { GROWTH, textXml, writeText } from './text.ts'

/** What a reader makes of the XML: entities, then escapes from left to right (ECMA-376 part 1, 22.9.2.19). */
function read(xml: string): string {
  // oxlint-disable-next-line no-control-regex -- XML 1.0 forbids them
  assert.doesNotMatch(xml, /[\0-\u0008\v\f\r\u000e-\u001f\ufffe\uffff]|&(?!amp;|lt;|gt;)|[<>]/)
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function xmlOf(bytes: Uint8Array): { xml: string; cut: boolean } {
  const out = Buffer.alloc(bytes.length * GROWTH)
  const end = writeText(bytes, 0, bytes.length, out, 0)
  return { xml: out.toString('utf8', 0, Math.abs(end)), cut: end < 0 }
}

test('markup, control characters and look-alikes of escapes', () => {
  const cases: [text: string, xml: string][] = [
    ['a & b < c > d "e"', 'a &amp; b &lt; c &gt; d "e"'],
    ['tab\tand\nline', 'tab\tand\nline'],
    ['\r\n', '_x000D_\n'],
    ['\0\u0001\u001f', '_x0000__x0001__x001F_'],
    ['\ufffe\uffff\ufffd', '_xFFFE__xFFFF_\ufffd'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x00e9_', '_x005F_x00e9_'],
    ['_x005F_x0041_', '_x005F_x005F_x005F_x0041_'],
    ['_x0041_x0042_', '_x005F_x0041_x005F_x0042_'],
    // No escape, so left as they are.
    ['_x0041', '_x0041'],
    ['_X0041_', '_X0041_'],
    ['_x004G_', '_x004G_'],
    ['desk_user_01', 'desk_user_01'],
    // The underscore of the next character's own escape would complete it.
    ['_x0041\u0001', '_x005F_x0041_x0001_'],
    ['_x0041\uffff', '_x005F_x0041_xFFFF_'],
    ['\u007f\u0085\u009f', '\u007f\u0085\u009f'],
    ['日本 😀 עברית', '日本 😀 עברית'],
  ]
  for (const [text, xml] of cases) assert.equal(textXml(text), xml)
})

test('any text reads back', () => {
  const text = fc.oneof(
    anyText,
    fc.string({ unit: fc.constantFrom('_', 'x', '0', '0', 'A', 'f', 'g', '\u0001', '\r', '\ufffe', '&') }),
    fc
      .array(fc.constantFrom('_x0041_', '_x005F_', '_x000', '_', 'x0041_', '\u001f', '&lt;'))
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (value) => {
      assert.equal(read(textXml(value)), value)
    }),
    { numRuns: 2000 },
  )
})

test('bytes that are no UTF-8 become U+FFFD just as in WHATWG decoding', () => {
  const byte = fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf, 0xc2, 0xef, 0xbe, 0x41),
  )
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (bytes) => {
      assert.equal(read(xmlOf(Buffer.from(bytes)).xml), decoder.decode(Uint8Array.from(bytes)))
    }),
    { numRuns: 5000 },
  )
})

test('text is cut after 32,767 UTF-16 units, between code points', () => {
  const fits = 'a'.repeat(32_767)
  assert.deepEqual(xmlOf(Buffer.from(fits)), { xml: fits, cut: false })
  assert.deepEqual(xmlOf(Buffer.from(`${fits}b`)), { xml: fits, cut: true })

  const short = 'é'.repeat(32_765)
  assert.deepEqual(xmlOf(Buffer.from(`${short}😀`)), { xml: `${short}😀`, cut: false })
  assert.deepEqual(xmlOf(Buffer.from(`${short}z😀`)), { xml: `${short}z`, cut: true })
  assert.deepEqual(xmlOf(Buffer.from(`${short}😀z`)), { xml: `${short}😀`, cut: true })

  const controls = xmlOf(Buffer.from('\u0001'.repeat(40_000)))
  assert.equal(read(controls.xml), '\u0001'.repeat(32_767))
  assert.equal(controls.cut, true)
})
