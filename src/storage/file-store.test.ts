import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'

import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { FileStore } from './file-store.ts'

async function openStore(t: TestContext) {
  const folder = path.join(scratchFolder(t), 'exports')
  return { folder, store: await new FileStore(folder).open() }
}

test('a file is there once it is committed, and for its owner only', async (t) => {
  const { folder, store } = await openStore(t)
  const file = await store.create('a.1.xlsx')
  await file.write(Buffer.from('hello '))
  await file.write(Buffer.from('world'))
  assert.deepEqual(readdirSync(folder), ['.tmp-a.1.xlsx'])
  await assert.rejects(store.read('a.1.xlsx'), { code: 'ENOENT' })
  await file.commit()
  assert.deepEqual(readdirSync(folder), ['a.1.xlsx'])
  assert.equal(readFileSync(path.join(folder, 'a.1.xlsx'), 'utf8'), 'hello world')
  assert.equal(statSync(path.join(folder, 'a.1.xlsx')).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('two cannot write one file at the same time', async (t) => {
  const { store } = await openStore(t)
  const first = await store.create('a')
  await assert.rejects(store.create('a'), { code: 'EEXIST' })
  await first.abort()
})

test('a symbolic link is not followed', async (t) => {
  const { folder, store } = await openStore(t)
  const secret = path.join(path.dirname(folder), 'secret')
  writeFileSync(secret, 'secret')
  symlinkSync(secret, path.join(folder, 'a'))
  await assert.rejects(store.read('a'), { code: 'ELOOP' })
  await store.delete('a')
  assert.equal(readFileSync(secret, 'utf8'), 'secret')
})

test('every file is listed, pending ones too, folders are not', async (t) => {
  const { folder, store } = await openStore(t)
  writeFileSync(path.join(folder, 'done'), '')
  mkdirSync(path.join(folder, 'folder'))
  const pending = await store.create('pending')
  const listed = await Array.fromAsync(store.list())
  assert.deepEqual(
    listed.map(({ key }) => key).toSorted((a, b) => (a < b ? -1 : 1)),
    ['.tmp-pending', 'done'],
  )
  assert.ok(listed.every(({ modified }) => Math.abs(modified.getTime() - Date.now()) < 60_000))
  // A leftover goes by the key that the list gives it.
  await store.delete('.tmp-pending')
  assert.deepEqual(readdirSync(folder).toSorted(), ['done', 'folder'])
  await pending.abort()
})

test('the probe succeeds where files can be written, leaves none, and fails where the folder is gone', async (t) => {
  const { folder, store } = await openStore(t)
  await Promise.all([store.probe(), store.probe()])
  assert.deepEqual(readdirSync(folder), [])
  rmSync(folder, { recursive: true })
  await assert.rejects(store.probe(), { code: 'ENOENT' })
  writeFileSync(folder, 'a file in its place')
  await assert.rejects(store.probe(), { code: 'ENOTDIR' })
})

test('the probe fails on a file system that cannot be written', async () => {
  // To root no folder's mode says no, but /proc does.
  await assert.rejects(new FileStore('/proc/self').probe())
})
