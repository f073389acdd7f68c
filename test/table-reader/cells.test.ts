import assert from 'node:assert/strict'
import { test } from 'node:test'

import { StringStore } from '../../src/table-reader/string-store.ts'
import { cellsOf, parts, zip } from './make-xlsx.ts'

const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="&quot;days&quot; 0.0"/>' +
  '<numFmt numFmtId="166" formatCode="[Red]General"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="57"/></cellXfs></styleSheet>'
const STRINGS =
  '<sst><si><t>shared</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t xml:space="preserve">text </t></r><rPh sb="0" eb="1"><t>はつおん</t></rPh></si><si/><si><t>a_x000D_b_x005F_x0041_</t></si></sst>'

const table: readonly (readonly [what: string, cell: string, text: string | undefined])[] = [
  ['a shared string', '<c r="A1" t="s"><v>0</v></c>', 'shared'],
  ['runs of rich text without what is pronounced', '<c r="A1" t="s"><v>1</v></c>', 'rich text '],
  ['an empty shared string', '<c r="A1" t="s"><v>2</v></c>', undefined],
  ['escapes', '<c r="A1" t="s"><v>3</v></c>', 'a\rb_x0041_'],
  ['an inline string', '<c r="A1" t="inlineStr"><is><t>in</t><rPh><t>x</t></rPh></is></c>', 'in'],
  ['inline runs', '<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', 'inline'],
  ['a formula’s cached text', '<c r="A1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c>', 'xy'],
  ['a formula’s cached number', '<c r="A1"><f t="shared" si="0">1+1</f><v>2</v></c>', '2'],
  ['a boolean', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
  ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
  ['a large number', '<c r="A1"><v>1.38001380E10</v></c>', '13800138000'],
  ['a fraction', '<c r="A1"><v>0.1</v></c>', '0.1'],
  ['a built-in date', '<c r="A1" s="1"><v>45292</v></c>', '2024-01-01 00:00:00'],
  ['a date with time', '<c r="A1" s="2"><v>45292.5003472222</v></c>', '2024-01-01 12:00:30'],
  ['a date with milliseconds', '<c r="A1" s="2"><v>45292.5003472338</v></c>', '2024-01-01 12:00:30.001'],
  ['a day that the system of 1900 counts wrongly', '<c r="A1" s="1"><v>1</v></c>', '1900-01-01 00:00:00'],
  ['letters of dates in quotes', '<c r="A1" s="3"><v>45292</v></c>', '45292'],
  ['letters of dates in a colour', '<c r="A1" s="4"><v>45292</v></c>', '45292'],
  ['a Chinese date', '<c r="A1" s="6"><v>45292</v></c>', '2024-01-01 00:00:00'],
  ['an ISO date', '<c r="A1" t="d"><v>2024-01-01T12:00:00Z</v></c>', '2024-01-01 12:00:00'],
  [
    'CDATA, entities and other quotes',
    `<c t='inlineStr' r='A1'><is><t><![CDATA[<&>]]>&lt;&#x7528;&#25143;&quot;</t></is></c>`,
    '<&><用户"',
  ],
  ['a prefix', '<x:c r="A1" t="inlineStr"><x:is><x:t>p</x:t></x:is></x:c>', 'p'],
  ['a comment and an instruction', '<!-- <c> > --><?x y>?><c r="A1"><v>7</v></c>', '7'],
  ['an attribute with >', '<c r="A1" foo="a>b" t="str"><v>gt</v></c>', 'gt'],
  ['blanks in the tag', '<c  r = "A1"\n t = "str" ><v>b</v></c >', 'b'],
  ['line ends', '<c r="A1" t="str"><v>a\r\nb\rc</v></c>', 'a\nb\nc'],
]

for (const [what, cell, text] of table) {
  void test(`${what}: the text of the cell`, async () => {
    const file = zip(
      parts(`<row r="1">${cell}<c r="C1" t="str"><v>end</v></c></row>`, {
        'xl/styles.xml': STYLES,
        'xl/sharedStrings.xml': STRINGS,
      }),
    )
    const [row = []] = await cellsOf(file)
    assert.deepEqual([row[0], row[1], row[2]], [text, undefined, 'end'])
    assert.deepEqual(await cellsOf(file, 7), [row], 'in pieces of seven bytes')
  })
}

void test('the system of 1904', async () => {
  const workbook = parts('<row r="1"><c r="A1" s="1"><v>43830</v></c></row>', { 'xl/styles.xml': STYLES })
  workbook['xl/workbook.xml'] = String(workbook['xl/workbook.xml']).replace(
    '<sheets>',
    '<workbookPr date1904="1"/><sheets>',
  )
  assert.deepEqual(await cellsOf(zip(workbook)), [['2024-01-01 00:00:00']])
})

void test('rows and cells without r follow those before; blank rows are none', async () => {
  const file = zip(
    parts(
      '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row/><row><c/></row><row r="9"><c><v>4</v></c></row>',
    ),
  )
  const [first, second, ...others] = await cellsOf(file)
  assert.deepEqual([...(first ?? [])], ['1', undefined, undefined, '2', '3'])
  assert.deepEqual([second, others], [['4'], []])
})

void test('texts beyond the memory’s share lie in a file, and are all there', () => {
  const store = new StringStore(10_000)
  const text = (index: number) => `text ${index} 用户\n"${'x'.repeat(index % 50)}`
  for (let index = 0; index < 5000; index++) store.add(text(index))
  assert.ok(store.spilledBytes > 100_000)
  for (const index of [0, 63, 64, 4999, 2500, 1, 4999]) assert.equal(store.get(index), text(index))
  for (let index = 0; index < 5000; index++) assert.equal(store.get(index), text(index))
  for (const index of [-1, 5000, 1e9, 0.5, Number.NaN]) assert.equal(store.get(index), undefined)
  store.close()
})

void test('CSV: quotes, line breaks, separators, blank lines, a byte order mark', async () => {
  const rows = [
    ['a', 'b;"x"', null, 'c\r\nd'],
    ['1', '2', '3', '4'],
  ]
  for (const mark of ['', '\ufeff']) {
    for (const comma of [',', ';', '\t']) {
      const text = `${mark}${['a', '"b;""x"""', '', '"c\r\nd"'].join(comma)}\r\n\r\n${comma}${comma}\r\n${['1', '2', '3', '4'].join(comma)}`
      assert.deepEqual(await cellsOf(Buffer.from(text), 3), rows, JSON.stringify(text))
    }
  }
  assert.deepEqual(await cellsOf(Buffer.from('\ufeffa\tb\r\n用\t户', 'utf16le')).catch(String), [
    ['a', 'b'],
    ['用', '户'],
  ])
})
