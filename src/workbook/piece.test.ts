import assert from 'node:assert/strict'
import { test } from 'node:test'

import { OVERRUN, piece, writePiece } from './piece.ts'

test('a piece of any length is written as it is', () => {
  for (let length = 0; length < 70; length++) {
    const xml = '<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">'.repeat(2).slice(0, length)
    const out = Buffer.alloc(length + 3 + OVERRUN)
    const end = writePiece(new DataView(out.buffer, out.byteOffset, out.length), 3, piece(xml))
    assert.equal(end, 3 + length)
    assert.equal(out.toString('latin1', 3, end), xml)
  }
})
