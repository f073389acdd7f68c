import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { generatedDocs } from '../scripts/generated-docs.ts'

test('the tables in README and docs are those of the code', async () => {
  for (const { file, content } of await generatedDocs()) {
    assert.equal(await readFile(file, 'utf8'), content, `${file.pathname} is out of date: npm run docs`)
  }
})
