import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import { zipSync } from 'fflate'

import { UnreadableFile, openTable } from '../../src/table-reader/index.ts'
import { cellsOf, parts, sourceOf, zip } from './make-xlsx.ts'

/** Reads all of a file that is to be refused, and says what that took. */
async function refused(t: TestContext, bytes: Uint8Array, why: RegExp): Promise<void> {
  const began = performance.now()
  const before = process.memoryUsage.rss()
  await assert.rejects(cellsOf(bytes), (error: Error) => {
    assert.ok(error instanceof UnreadableFile, error.stack ?? '')
    assert.match(error.message, why)
    return true
  })
  const mebibytes = (process.memoryUsage.rss() - before) / 2 ** 20
  t.diagnostic(`${Math.round(performance.now() - began)} ms, ${Math.round(mebibytes)} MiB more`)
}

const ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
const SHEET = 'xl/worksheets/sheet1.xml'

void test('a bomb by its ratio', async (t) => {
  const blanks = new Uint8Array(80 * 2 ** 20).fill(0x20)
  const files = Object.fromEntries(Object.entries(parts('')).map(([name, xml]) => [name, Buffer.from(xml)]))
  await refused(
    t,
    zipSync({ ...files, [SHEET]: [blanks, { level: 9 }] }),
    /unpacks to \d+ times its size, more than 200/,
  )
})

/** Overwrites the unpacked size that the directory gives an entry (APPNOTE.TXT 4.3.12). */
function withSize(bytes: Uint8Array, name: string, size: number): Uint8Array {
  const file = Buffer.from(bytes)
  for (
    let at = file.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = file.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    const length = file.readUInt16LE(at + 28)
    if (file.toString('latin1', at + 46, at + 46 + length) === name) file.writeUInt32LE(size, at + 24)
  }
  return file
}

void test('a bomb that says less of itself than it holds', async (t) => {
  const file = zip(parts(ROW.repeat(1) + ' '.repeat(1 << 20)))
  await refused(t, withSize(file, SHEET, 500), /unpacks to more than it says/)
})

void test('a bomb by all of its entries', async (t) => {
  let file: Uint8Array = zip({
    ...parts(ROW),
    ...Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`x${n}`, 'x'.repeat(30_000)])),
  })
  // Sizes that the ratio of each lets pass do not matter here: they are refused as well.
  for (let n = 0; n < 6; n++) file = withSize(file, `x${n}`, 0xf000_0000)
  await refused(t, file, /ZIP bomb/)
})

void test('a bomb by the number of its entries', async (t) => {
  const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`x${index}`, '']))
  await refused(t, zip({ ...parts(ROW), ...many }), /entries, more than 10000/)
})

const LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
const table: readonly (readonly [what: string, bytes: Uint8Array, why: RegExp])[] = [
  [
    'a document type in a sheet',
    zip(parts(ROW, { [SHEET]: `${LAUGHS}<worksheet><sheetData>${ROW}</sheetData></worksheet>` })),
    /has a document type \(DTD\)/,
  ],
  [
    'a document type in the workbook',
    zip(parts(ROW, { 'xl/workbook.xml': `${LAUGHS}<workbook/>` })),
    /has a document type/,
  ],
  ['an entity', zip(parts('<row><c t="str"><v>&a;</v></c></row>')), /unknown reference &a;/],
  [
    'links to other files',
    zip(parts(ROW, { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' })),
    /external links/,
  ],
  ['macros', zip(parts(ROW, { 'xl/vbaProject.bin': 'x' })), /contains macros/],
  [
    'a macro workbook by its type',
    zip(
      parts(ROW, {
        '[Content_Types].xml':
          '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
      }),
    ),
    /contains macros/,
  ],
  ['a renamed PDF', Buffer.from('%PDF-1.7\n…'), /is a PDF document/],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae100', 'hex'), /old or encrypted/],
  ['a web page', Buffer.from('<html><table><tr><td>x'), /is a web page/],
  ['any other ZIP', zip({ 'a.txt': 'x' }), /is no workbook/],
  ['a Word document', zip(parts(ROW, { '[Content_Types].xml': '<Types/>' })), /no Excel workbook/],
  ['a binary workbook', zip(parts(ROW, { 'xl/workbook.bin': 'x' })), /binary/],
  [
    '17,000 columns',
    zip(parts(`<row>${'<c><v>1</v></c>'.repeat(17_000)}</row>`)),
    /column 16385, and a sheet has at most 16384/,
  ],
  [
    '17,000 columns by name',
    zip(parts('<row><c r="YCV1"><v>1</v></c></row>')),
    /column 17000, and a sheet has at most 16384/,
  ],
  ['17,000 columns of CSV', Buffer.from(`${'x,'.repeat(17_000)}\n`), /17001 columns/],
  [
    'a shared string that is not there',
    zip(parts('<row><c t="s"><v>5</v></c></row>', { 'xl/sharedStrings.xml': '<sst/>' })),
    /names the shared string 5/,
  ],
  ['rows that go back', zip(parts(`<row r="5"/>${ROW}`)), /stands behind row 5/],
  [
    'XML that ends in the middle',
    zip(parts('', { [SHEET]: '<worksheet><sheetData><row>' })),
    /ends in the middle/,
  ],
  ['XML that is none', zip(parts('', { [SHEET]: '<worksheet><a <b></worksheet>' })), /not well-formed/],
  [
    'an endless text',
    zip(parts(`<row><c t="str"><v>${'xyzzy'.repeat(600_000)}</v></c></row>`)),
    /more than 1048576 characters/,
  ],
  ['an endless record of CSV', Buffer.from(`"${'x'.repeat(5_000_000)}`), /CSV file is damaged/],
  [
    'what is not UTF-8',
    zip(parts('', { [SHEET]: '' })).length > 0
      ? zipSync({
          ...Object.fromEntries(Object.entries(parts('')).map(([name, xml]) => [name, Buffer.from(xml)])),
          [SHEET]: Buffer.from([0x3c, 0xff, 0x3e]),
        })
      : new Uint8Array(),
    /is not UTF-8/,
  ],
]

for (const [what, bytes, why] of table)
  void test(`${what} is refused with a sentence`, (t) => refused(t, bytes, why))

void test('a truncated file is refused wherever it ends, and a damaged one never crashes', async () => {
  const whole = zip(parts(ROW.repeat(1), { 'xl/sharedStrings.xml': '<sst><si><t>x</t></si></sst>' }))
  for (let length = 4; length < whole.length; length += 7) {
    await assert.rejects(cellsOf(whole.subarray(0, length)), UnreadableFile, String(length))
  }
  for (let at = 0; at < whole.length; at += 3) {
    const damaged = Buffer.from(whole)
    damaged[at] = (damaged[at] ?? 0) ^ 0x5a
    await cellsOf(damaged).catch((error: unknown) =>
      assert.ok(error instanceof UnreadableFile, String((error as Error).stack)),
    )
  }
})

void test('an encrypted entry says so', async () => {
  const file = Buffer.from(zip(parts(ROW)))
  for (
    let at = file.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = file.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    file.writeUInt16LE(file.readUInt16LE(at + 8) | 1, at + 8)
  }
  await assert.rejects(openTable(sourceOf(file)), /encrypted/)
})
