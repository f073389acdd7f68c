import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test } from 'node:test'

import { Language, type Node, Parser } from 'web-tree-sitter'

import { apiDocument } from '../../src/api-document.ts'
import {
  type SampleLanguageId,
  callOf,
  operationsOf,
  sampleLanguages,
  writeSample,
} from '../../src/samples/index.ts'
import { valuesFor } from '../support/sample-values.ts'

// Every operation in every language is of that language's grammar, with few values and with all, and all of them
// full of characters that languages read as something else.
const grammars: Readonly<Record<SampleLanguageId, string>> = {
  java: 'java',
  python: 'python',
  go: 'go',
  nodejs: 'javascript',
  php: 'php',
  dotnet: 'c_sharp',
  cpp: 'cpp',
  hcloud: 'bash',
  curl: 'bash',
  'curl-signed': 'bash',
  fetch: 'javascript',
}
const wasm = path.join(
  path.dirname(createRequire(import.meta.url).resolve('tree-sitter-wasms/package.json')),
  'out',
)
await Parser.init()
const document = await apiDocument()
const operations = operationsOf(document)
const languages = new Map<string, Language>()
for (const name of new Set(Object.values(grammars))) {
  languages.set(name, await Language.load(path.join(wasm, `tree-sitter-${name}.wasm`)))
}

for (const { id } of sampleLanguages) {
  void test(`every operation parses in ${id}`, () => {
    const parser = new Parser()
    parser.setLanguage(languages.get(grammars[id]) ?? null)
    for (const { operation } of operations) {
      for (const which of ['minimal', 'full'] as const) {
        const sample = writeSample(
          callOf(document, operation.operationId, valuesFor(operation, which), {
            endpoint: 'http://127.0.0.1:8080',
            region: 'local',
            projectId: '0123456789abcdef0123456789abcdef',
          }),
          id,
        )
        const tree = parser.parse(sample)
        assert.ok(tree)
        assert.equal(
          firstFault(tree.rootNode),
          undefined,
          `${operation.operationId}, ${which} values:\n${sample}`,
        )
        tree.delete()
        assert.match(sample, /[^\n]\n$/, operation.operationId)
        assert.doesNotMatch(sample, /undefined|\[object|[ \t]\n/, operation.operationId)
      }
    }
  })
}

/** Where the tree has what the grammar has no place for, or lacks what it asks for. */
function firstFault(node: Node): string | undefined {
  if (!node.hasError) return undefined
  if (node.isError || node.isMissing) {
    return `line ${node.startPosition.row + 1}: ${node.isMissing ? 'missing ' : ''}${node.type} ${node.text.slice(0, 80)}`
  }
  return node.children.map((child) => (child === null ? undefined : firstFault(child))).find(Boolean)
}
