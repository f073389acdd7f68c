import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'

import type { Database } from './connect.ts'
import { sharedLookUp } from './shared-look-up.ts'

/** Looks that end when told to. */
function looks() {
  const begun: PromiseWithResolvers<number>[] = []
  const look = () => {
    const answer = Promise.withResolvers<number>()
    begun.push(answer)
    return answer.promise
  }
  return { begun, look, database: {} as Database }
}

test('who asks while a look-up runs shares the next one, never the one that runs', async () => {
  const { begun, look, database } = looks()
  const first = sharedLookUp(database, 'key', look)
  const second = sharedLookUp(database, 'key', look)
  const third = sharedLookUp(database, 'key', look)
  assert.equal(begun.length, 1)
  begun[0]?.resolve(1)
  assert.equal(await first, 1)
  await turn()
  assert.equal(begun.length, 2)
  const fourth = sharedLookUp(database, 'key', look)
  begun[1]?.resolve(2)
  assert.deepEqual(await Promise.all([second, third]), [2, 2])
  await turn()
  begun[2]?.resolve(3)
  assert.equal(await fourth, 3)
  await turn()
  const fifth = sharedLookUp(database, 'key', look)
  assert.equal(begun.length, 4)
  begun[3]?.resolve(4)
  assert.equal(await fifth, 4)
})

test('other names and other databases are looked up beside it', () => {
  const { begun, look, database } = looks()
  void sharedLookUp(database, 'one', look)
  void sharedLookUp(database, 'two', look)
  void sharedLookUp({} as Database, 'one', look)
  assert.equal(begun.length, 3)
})

test('a failure is told to those who share it, and the next look-up is made all the same', async () => {
  const { begun, look, database } = looks()
  const first = sharedLookUp(database, 'key', look)
  const second = sharedLookUp(database, 'key', look)
  begun[0]?.reject(new Error('the connection is gone'))
  await assert.rejects(first, /the connection is gone/)
  await turn()
  begun[1]?.resolve(2)
  assert.equal(await second, 2)
})
