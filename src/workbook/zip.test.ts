import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'

import { unzipSync } from 'fflate'

import { Zip } from './zip.ts'

/** A ZIP of the given parts, as it would stand at `startOffset` of a file. */
async function zipOf(parts: [path: string, text: string][], startOffset: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  const sink = {
    write: (chunk: Uint8Array): Promise<void> => {
      chunks.push(Buffer.from(chunk))
      return Promise.resolve()
    },
  }
  const zip = new Zip(sink, startOffset, new Date('2024-02-29T23:59:58Z'))
  for (const [path, text] of parts) {
    await zip.begin(path)
    const deflated = deflateRawSync(text)
    await sink.write(deflated)
    await zip.end({ crc: crc32(text), size: text.length, compressed: deflated.length })
  }
  await zip.finish()
  const bytes = Buffer.concat(chunks)
  assert.equal(zip.written, bytes.length)
  return bytes
}

test('entries stream: sizes behind the data, zero before', async () => {
  const bytes = await zipOf([['a.xml', 'hello hello hello']], 0)
  assert.equal(bytes.readUInt16LE(6), 0x0808)
  assert.equal(bytes.readUInt16LE(8), 8)
  assert.equal(bytes.toString('hex', 14, 26), '00'.repeat(12))
  assert.equal(bytes.readUInt16LE(28), 0, 'no extra field')
  const deflated = deflateRawSync('hello hello hello').length
  const descriptor = 30 + 5 + deflated
  assert.equal(bytes.readUInt32LE(descriptor), 0x08074b50)
  assert.equal(bytes.readUInt32LE(descriptor + 4), crc32('hello hello hello'))
  assert.equal(bytes.readUInt32LE(descriptor + 8), deflated)
  assert.equal(bytes.readUInt32LE(descriptor + 12), 17)
  assert.equal(bytes.readUInt32LE(descriptor + 16), 0x02014b50)
  assert.equal(bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 6, 6])), -1, 'no ZIP64')
})

test('another program reads it', async () => {
  const files = unzipSync(
    await zipOf(
      [
        ['a.xml', 'one'],
        ['b/c.xml', 'two'],
      ],
      0,
    ),
  )
  assert.deepEqual(
    Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
    [
      ['a.xml', 'one'],
      ['b/c.xml', 'two'],
    ],
  )
})

test('offsets from 4 GiB on are ZIP64, in the central directory only', async () => {
  const start = 2 ** 32 - 50
  const bytes = await zipOf(
    [
      ['a.xml', 'one'],
      ['b.xml', 'two'],
    ],
    start,
  )
  const first = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  assert.equal(bytes.readUInt32LE(first + 42), start)
  assert.equal(bytes.readUInt16LE(first + 30), 0, 'the first entry needs no extra field')
  const second = first + 46 + 5
  assert.equal(bytes.readUInt32LE(second + 42), 0xffff_ffff)
  assert.equal(bytes.readUInt16LE(second + 6), 45)
  assert.equal(bytes.readUInt16LE(second + 30), 12)
  const extra = second + 46 + 5
  assert.equal(bytes.readUInt16LE(extra), 1)
  const offset = Number(bytes.readBigUInt64LE(extra + 4))
  assert.equal(bytes.readUInt32LE(offset - start), 0x04034b50, 'it points at the local header')
  assert.equal(bytes.readUInt16LE(offset - start + 28), 0, 'which has no extra field')

  const end64 = extra + 12
  assert.equal(bytes.readUInt32LE(end64), 0x06064b50)
  assert.equal(Number(bytes.readBigUInt64LE(end64 + 48)), start + first)
  assert.equal(bytes.readUInt32LE(end64 + 56), 0x07064b50)
  assert.equal(Number(bytes.readBigUInt64LE(end64 + 64)), start + end64)
  assert.equal(bytes.readUInt32LE(end64 + 76), 0x06054b50)
  assert.equal(bytes.readUInt32LE(end64 + 76 + 16), 0xffff_ffff)
})
