import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { promisify } from 'node:util'

import { generatedDocs } from '../scripts/generated-docs.ts'

test('the tables in README and docs are those of the code', async () => {
  for (const { file, content } of await generatedDocs()) {
    assert.equal(await readFile(file, 'utf8'), content, `${file.pathname} is out of date: npm run docs`)
  }
})

test('no file holds what a merge left', async () => {
  const marks = await promisify(execFile)('git', ['grep', '-lE', '^(<{7}|>{7}) '], {
    cwd: `${import.meta.dirname}/..`,
  })
    .then(({ stdout }) => stdout)
    // Status 1: nothing was found.
    .catch((error: { code: number; stdout: string }) => (error.code === 1 ? '' : Promise.reject(error)))
  assert.equal(marks, '')
})
