import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { Language, type Node, Parser } from 'web-tree-sitter'

const FOLDER = fileURLToPath(new URL('../../web/src/', import.meta.url))
const GRAMMAR = fileURLToPath(import.meta.resolve('tree-sitter-wasms/out/tree-sitter-tsx.wasm'))
/** Attributes that a person reads or hears. */
const READ = new Set([
  'title',
  'label',
  'placeholder',
  'alt',
  'aria-label',
  'description',
  'extra',
  'tooltip',
])
/** Names and units, which are the same in every language. */
const NAMES = new Set(['Muster', 'workspace:users:export', 'ms'])
const LETTERS = /\p{L}{2,}/u

await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(GRAMMAR))

/** The texts in a component that no dictionary has. */
function literalsIn(source: string): string[] {
  const found: string[] = []
  const visit = (node: Node) => {
    if (node.type === 'jsx_text') found.push(node.text.trim())
    if (node.type === 'jsx_attribute' && READ.has(node.child(0)?.text ?? '')) {
      const value = node.namedChildren.at(-1)
      if (value?.type === 'string') found.push(value.text.slice(1, -1))
    }
    for (const child of node.namedChildren) if (child !== null) visit(child)
  }
  const tree = parser.parse(source)
  assert.ok(tree)
  visit(tree.rootNode)
  tree.delete()
  return found.filter((text) => LETTERS.test(text) && !NAMES.has(text))
}

test('no component says anything that is not in both dictionaries', async () => {
  const found: string[] = []
  let files = 0
  for await (const file of glob('**/*.tsx', { cwd: FOLDER })) {
    files += 1
    const source = await readFile(FOLDER + file, 'utf8')
    found.push(...literalsIn(source).map((text) => `${file}: ${text}`))
  }
  assert.ok(files > 30, `${files}`)
  assert.deepEqual(found, [])
})

test('a text in a component is found', () => {
  assert.deepEqual(literalsIn('const a = <p title="Save">Some <b>text</b>{words.x}</p>'), [
    'Save',
    'Some',
    'text',
  ])
})
