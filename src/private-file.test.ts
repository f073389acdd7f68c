import assert from 'node:assert/strict'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { scratchFolder } from '../test/support/scratch-folder.ts'
import { createPrivateFile, writePrivateFile } from './private-file.ts'

const modeOf = (file: string) => statSync(file).mode & 0o777

test('only the owner may read the file, also where it replaces one that all may read', async (t) => {
  const file = path.join(scratchFolder(t), 'secret')
  writeFileSync(file, 'old and longer than the new', { mode: 0o644 })
  await writePrivateFile(file, 'new')
  assert.equal(readFileSync(file, 'utf8'), 'new')
  assert.equal(modeOf(file), 0o600)
})

test('nothing but the file stays in its folder', async (t) => {
  const folder = scratchFolder(t)
  await writePrivateFile(path.join(folder, 'secret'), 'text')
  assert.deepEqual(readdirSync(folder), ['secret'])
})

test('several writers at once leave one whole text', async (t) => {
  const folder = scratchFolder(t)
  const file = path.join(folder, 'secret')
  const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(10_000))
  await Promise.all(texts.map((text) => writePrivateFile(file, text)))
  assert.ok(texts.includes(readFileSync(file, 'utf8')))
  assert.deepEqual(readdirSync(folder), ['secret'])
})

test('a file that cannot be put in its place leaves nothing behind', async (t) => {
  const folder = scratchFolder(t)
  await assert.rejects(writePrivateFile(folder, 'text'))
  assert.deepEqual(readdirSync(folder), [])
  assert.deepEqual(
    readdirSync(path.dirname(folder)).filter((name) => name.startsWith(`${path.basename(folder)}.`)),
    [],
  )
})

test('a folder that is missing is an error', async (t) => {
  await assert.rejects(writePrivateFile(path.join(scratchFolder(t), 'none', 'secret'), 'text'), {
    code: 'ENOENT',
  })
})

test('a file that is to be new never replaces one, and of several writers one makes it', async (t) => {
  const folder = scratchFolder(t)
  const file = path.join(folder, 'key')
  const texts = Array.from({ length: 8 }, (_, i) => String(i))
  const made = await Promise.all(texts.map((text) => createPrivateFile(file, text)))
  assert.deepEqual(made.filter(Boolean), [true])
  assert.equal(readFileSync(file, 'utf8'), texts[made.indexOf(true)])
  assert.equal(modeOf(file), 0o600)
  assert.deepEqual(readdirSync(folder), ['key'])
})
