import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { compileEngine } from '../../scripts/build-engine.ts'

test('the module is that of its source', async () => {
  const module = await compileEngine()
  const kept = await readFile(new URL('engine.wasm', import.meta.url))
  assert.ok(kept.equals(module), 'run `npm run build:engine`')
})
