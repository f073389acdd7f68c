import assert from 'node:assert/strict'
import { existsSync, linkSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { acquireLock, DataDirHeldError, type LockHolder, readLock } from './index.ts'
import { currentPlace, processStart } from './process-identity.ts'
import { holder } from './testing/holder.ts'
import { type Scratch, scratch } from './testing/scratch.ts'

/** A lock file as some process left it. */
function leave(place: Scratch, name: string, fields: Partial<LockHolder>): void {
  mkdirSync(place.dataDir, { recursive: true })
  const left: LockHolder = {
    token: 'left',
    pid: process.pid,
    started: processStart(process.pid) ?? '',
    place: currentPlace(),
    command: 'serve',
    since: '2026-01-02T03:04:05.000Z',
    ...fields,
  }
  writeFileSync(join(place.dataDir, name), JSON.stringify(left))
}

async function isTaken(t: TestContext, fields: Partial<LockHolder>): Promise<void> {
  const place = await scratch(t, { isMade: false })
  leave(place, 'muster.lock', fields)
  assert.equal(readLock(place.dataDir), null)
  const lock = await acquireLock(place.dataDir, { command: 'serve' })
  assert.equal(readLock(place.dataDir)?.pid, process.pid)
  assert.notEqual(readLock(place.dataDir)?.token, 'left')
  lock.release()
  assert.deepEqual(readdirSync(place.dataDir), [])
}

void test('a held directory is refused with a sentence that says who holds it', async (t) => {
  const place = await scratch(t, { isMade: false })
  const lock = await acquireLock(place.dataDir, { command: 'serve' })
  lock.update({ url: 'http://127.0.0.1:8080' })
  await assert.rejects(acquireLock(place.dataDir, { command: 'seed' }), (error) => {
    assert.ok(error instanceof DataDirHeldError)
    assert.match(error.message, /^The data directory \S+ is in use by "muster serve" \(process \d+ on /)
    assert.match(error.message, /http:\/\/127\.0\.0\.1:8080/)
    return true
  })
  assert.equal(readLock(place.dataDir)?.url, 'http://127.0.0.1:8080')
  lock.release()
  lock.release()
  assert.equal(readLock(place.dataDir), null)
  ;(await acquireLock(place.dataDir, { command: 'seed' })).release()
  assert.deepEqual(readdirSync(place.dataDir), [])
})

void test('the lock of a killed process is taken over', async (t) => {
  const place = await scratch(t, { isMade: false })
  const other = holder(place, 'lock')
  assert.equal((await other.said).error, '')
  assert.equal(readLock(place.dataDir)?.pid, other.child.pid)
  await other.kill()
  assert.ok(existsSync(join(place.dataDir, 'muster.lock')))
  assert.equal(readLock(place.dataDir), null)
  ;(await acquireLock(place.dataDir, { command: 'serve' })).release()
  assert.deepEqual(readdirSync(place.dataDir), [])
})

void test('a process number that was given to another process since is no holder', async (t) => {
  await isTaken(t, { started: '1' })
})

void test('a lock from before the machine was started again is stale', async (t) => {
  await isTaken(t, { place: { ...currentPlace(), bootId: 'before' } })
})

void test('a torn lock, left by a power failure, is stale', async (t) => {
  const place = await scratch(t, { isMade: false })
  mkdirSync(place.dataDir)
  writeFileSync(join(place.dataDir, 'muster.lock'), '')
  const lock = await acquireLock(place.dataDir, { command: 'serve' })
  assert.equal(readLock(place.dataDir)?.pid, process.pid)
  lock.release()
})

void test('a holder in another container is judged by its beats', async (t) => {
  const place = await scratch(t, { isMade: false })
  const elsewhere = { hostname: 'other', bootId: 'other', pidNamespace: 'pid:[1]' }
  leave(place, 'muster.lock', { place: elsewhere, pid: 1 })
  const path = join(place.dataDir, 'muster.lock')
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 300)
  place.defer(() => clearInterval(beat))
  assert.equal(readLock(place.dataDir)?.place.hostname, 'other')
  await assert.rejects(acquireLock(place.dataDir, { command: 'serve' }), /process 1 on other/)
  clearInterval(beat)
  utimesSync(path, 1, 1)
  assert.equal(readLock(place.dataDir), null)
})

void test('whoever died while taking over is followed', async (t) => {
  const place = await scratch(t, { isMade: false })
  leave(place, 'muster.lock', { token: 'first', started: '1' })
  leave(place, 'muster.lock.second', { token: 'second', started: '1' })
  linkSync(join(place.dataDir, 'muster.lock.second'), join(place.dataDir, 'muster.lock.after-first'))
  leave(place, 'muster.lock.after-second', { token: 'third', started: '1' })
  const lock = await acquireLock(place.dataDir, { command: 'serve' })
  assert.deepEqual(readdirSync(place.dataDir), ['muster.lock'])
  lock.release()
})

void test('of many that find a stale lock at once, one gets it', async (t) => {
  for (let round = 0; round < 3; round++) {
    const place = await scratch(t, { isMade: false })
    leave(place, 'muster.lock', { started: '1' })
    if (round > 0) leave(place, 'muster.lock.after-left', { token: 'dead', started: '1' })
    const all = Array.from({ length: 6 }, () => holder(place, 'lock'))
    const said = await Promise.all(all.map((one) => one.said))
    const winners = said.filter(({ error }) => error === '')
    assert.equal(winners.length, 1, JSON.stringify(said))
    for (const { error } of said) assert.match(error, /^$|is in use by "muster hold"/)
    await Promise.all(all.map((one) => one.end()))
    assert.deepEqual(readdirSync(place.dataDir), [])
  }
})
