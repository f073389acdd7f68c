/** What every store promises, held against each of them. */

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'

import { testSettings } from '../../test/support/settings.ts'
import { skipWithoutSwift, startSwift } from '../../test/support/swift-server.ts'
import { openStore } from './open-store.ts'
import { PART_BYTES } from './s3-upload.ts'
import type { Store } from './store.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
after(() => rmSync(folder, { recursive: true }))

const stores = {
  file: { skip: false, open: async () => ({ settings: {}, stop: async () => {} }) },
  s3: { skip: skipWithoutSwift, open: startSwift },
} as const

for (const [name, { skip, open }] of Object.entries(stores)) {
  describe(`store ${name}`, { skip }, () => {
    let store: Store
    let stop: () => Promise<void>
    before(async () => {
      const opened = await open()
      stop = opened.stop
      store = await openStore(testSettings({ dataDir: folder }, opened.settings))
    })
    after(() => stop?.())

    const add = async (key: string, bytes: Uint8Array | string) => {
      const file = await store.create(key)
      await file.write(Buffer.from(bytes))
      await file.commit()
    }
    const read = async (key: string, range?: { start: number; end: number }) =>
      await buffer(await store.read(key, range))
    const keys = async () => {
      const listed = await Array.fromAsync(store.list())
      return listed.map(({ key }) => key).toSorted()
    }
    const missing = { code: 'ENOENT' }

    test('a file is there once it is committed', async () => {
      const file = await store.create('a.1.xlsx')
      await file.write(Buffer.from('hello '))
      await file.write(Buffer.from('world'))
      await assert.rejects(store.read('a.1.xlsx'), missing)
      await file.commit()
      assert.equal(String(await read('a.1.xlsx')), 'hello world')
      assert.deepEqual(await keys(), ['a.1.xlsx'])
      await store.delete('a.1.xlsx')
    })

    test('a large file comes back byte for byte, also where writes and parts do not meet', async () => {
      const bytes = randomBytes(2 * PART_BYTES + 4567)
      const hash = (given: Buffer) => createHash('sha256').update(given).digest('hex')
      const file = await store.create('large')
      const chunk = Buffer.alloc(1_000_003)
      for (let at = 0; at < bytes.length; at += chunk.length) {
        const length = bytes.copy(chunk, 0, at, at + chunk.length)
        await file.write(chunk.subarray(0, length))
        // What was written is the store's own: the writer may use its buffer again.
        chunk.fill(0)
      }
      await assert.rejects(store.read('large'), missing)
      assert.deepEqual(await keys(), ['.tmp-large'])
      await file.commit()
      assert.deepEqual(await keys(), ['large'])
      assert.equal(hash(await read('large')), hash(bytes))
      const range = { start: PART_BYTES - 2, end: PART_BYTES + 2 }
      assert.deepEqual(await read('large', range), bytes.subarray(range.start, range.end + 1))
      await store.delete('large')
    })

    test('a file is read whole or in parts, both ends included', async () => {
      await add('digits', '0123456789')
      assert.equal(String(await read('digits')), '0123456789')
      assert.equal(String(await read('digits', { start: 0, end: 0 })), '0')
      assert.equal(String(await read('digits', { start: 7, end: 9 })), '789')
      await store.delete('digits')
    })

    test('what is aborted leaves nothing; once more, or after a commit, that has no effect', async () => {
      for (const size of [1, PART_BYTES + 1]) {
        const given = await store.create('given')
        await given.write(Buffer.alloc(size))
        await given.abort()
        await given.abort()
        assert.deepEqual(await keys(), [], `${size} bytes`)
      }
      const kept = await store.create('kept')
      await kept.write(Buffer.from('x'))
      await kept.commit()
      await kept.abort()
      assert.deepEqual(await keys(), ['kept'])
      await store.delete('kept')
    })

    test('a half-written file is listed with its time, and goes by the key that the list gives it', async () => {
      const pending = await store.create('half')
      await pending.write(Buffer.alloc(PART_BYTES))
      const listed = await Array.fromAsync(store.list())
      assert.deepEqual(
        listed.map(({ key }) => key),
        ['.tmp-half'],
      )
      assert.ok(listed.every(({ modified }) => Math.abs(modified.getTime() - Date.now()) < 60_000))
      await store.delete('.tmp-half')
      assert.deepEqual(await keys(), [])
      await pending.abort()
    })

    test('deleting takes the one file, and one that is not there is no error', async () => {
      await add('a', '')
      await add('a.b', '')
      await store.delete('a')
      await store.delete('a')
      await store.delete('.tmp-a')
      assert.deepEqual(await keys(), ['a.b'])
      await store.delete('a.b')
    })

    test('no key leads elsewhere', async () => {
      const bad = [
        '',
        '.',
        '..',
        '../a',
        '/etc/passwd',
        'a/b',
        'a\\b',
        'a\0b',
        'a b',
        'a\n',
        '..a',
        '王',
        '%2e%2e',
      ]
      for (const key of bad) {
        await assert.rejects(store.create(key), /Not a key of a file/, JSON.stringify(key))
        await assert.rejects(store.read(key), /Not a key of a file/)
        await assert.rejects(store.delete(key), /Not a key of a file/)
      }
    })

    test('the probe succeeds where files can be written, and leaves none', async () => {
      await Promise.all([store.probe(), store.probe()])
      assert.deepEqual(await keys(), [])
    })
  })
}
