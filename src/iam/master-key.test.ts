import assert from 'node:assert/strict'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import fc from 'fast-check'

import { anyText } from '../../test/workbook/any-text.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { MasterKey, loadMasterKey } from './master-key.ts'

const key = new MasterKey(Buffer.alloc(32, 1))

test('what is sealed is opened again, and looks different each time', () => {
  fc.assert(
    fc.property(anyText, anyText, (secret, purpose) => {
      const sealed = key.seal(secret, purpose)
      assert.equal(key.open(sealed, purpose), secret)
      assert.notDeepEqual(key.seal(secret, purpose), sealed)
    }),
  )
})

test('a single changed bit anywhere is noticed', () => {
  const sealed = key.seal('secret', 'purpose')
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed)
    const at = Math.floor(bit / 8)
    changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit % 8)), at)
    assert.throws(() => key.open(changed, 'purpose'), `bit ${bit}`)
  }
  assert.throws(() => key.open(sealed.subarray(0, 20), 'purpose'))
})

test('a secret opens for its own purpose and under its own key only', () => {
  const sealed = key.seal('secret', 'KEY1')
  assert.throws(() => key.open(sealed, 'KEY2'))
  assert.throws(() => new MasterKey(Buffer.alloc(32, 2)).open(sealed, 'KEY1'))
})

test('a key that is given is used, and none is written', async (t) => {
  const folder = scratchFolder(t)
  const given = await loadMasterKey(Buffer.alloc(32, 1).toString('base64'), folder)
  assert.equal(given.open(key.seal('secret', 'x'), 'x'), 'secret')
  assert.deepEqual(readdirSync(folder), [])
})

test('a key of another length is refused, and its source named', async (t) => {
  const folder = scratchFolder(t)
  for (const bad of [
    'short',
    '!!!!',
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(32).toString('hex'),
  ]) {
    await assert.rejects(loadMasterKey(bad, folder), /^Error: MUSTER_MASTER_KEY must be 32 bytes in base64/)
  }
  const file = path.join(folder, 'master.key')
  writeFileSync(file, 'damaged')
  await assert.rejects(loadMasterKey(undefined, folder), new RegExp(`^Error: ${file} must be 32 bytes`))
})

test('without one a key is made once, for its owner only, and used from then on', async (t) => {
  const folder = scratchFolder(t)
  const file = path.join(folder, 'master.key')
  const sealed = (await loadMasterKey(undefined, folder)).seal('secret', 'x')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const stored = readFileSync(file, 'utf8')
  assert.equal((await loadMasterKey(undefined, folder)).open(sealed, 'x'), 'secret')
  assert.equal(readFileSync(file, 'utf8'), stored)
})

test('processes that start at once on one folder agree on the key', async (t) => {
  const folder = scratchFolder(t)
  const [first, second] = await Promise.all([
    loadMasterKey(undefined, folder),
    loadMasterKey(undefined, folder),
  ])
  assert.equal(second.open(first.seal('secret', 'x'), 'x'), 'secret')
})
