import assert from 'node:assert/strict'
import { test } from 'node:test'

import { STYLE, stylesXml, tint } from './styles.ts'

test('as many formats as the styles that cells name', () => {
  const xml = stylesXml('en_US', '1677FF')
  const formats = /<cellXfs count="(\d+)">(.*)<\/cellXfs>/.exec(xml)
  assert.equal(formats?.[2]?.match(/<xf /g)?.length, Object.keys(STYLE).length)
  assert.equal(Number(formats?.[1]), Object.keys(STYLE).length)
  const xfs = [...(formats?.[2] ?? '').matchAll(/<xf [^>]*>/g)].map(String)
  assert.match(xfs[STYLE.quoted] ?? '', /quotePrefix="1"/)
  assert.match(xfs[STYLE.factQuoted] ?? '', /quotePrefix="1"/)
  assert.match(xfs[STYLE.date] ?? '', /numFmtId="164"/)
  assert.match(xfs[STYLE.header] ?? '', /fillId="2"/)
})

test('a tint is the colour with white in it', () => {
  assert.equal(tint('1677FF', 0), '1677FF')
  assert.equal(tint('1677FF', 1), 'FFFFFF')
  assert.equal(tint('000000', 0.5), '808080')
})
