import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { processStart } from './process-identity.ts'
import { holder } from './testing/holder.ts'
import { query } from './testing/query.ts'
import { postmasterPid, type Scratch, scratch, start } from './testing/scratch.ts'

/** Asks again until the server is back. */
async function eventually(url: string, sql: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    try {
      return await query(url, sql)
    } catch {
      await sleep(20)
    }
  }
}

void test('a server that is killed comes back at the same place with what was acknowledged', async (t) => {
  const { url, pid, lines } = await start(await scratch(t))
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS one')
  const first = pid() ?? 0
  const busy = assert.rejects(query(url, 'SELECT pg_sleep(600)'))
  process.kill(first, 'SIGKILL')
  await busy
  assert.deepEqual(await eventually(url, 'SELECT one FROM kept'), [{ one: 1 }])
  assert.notEqual(pid(), first)
  assert.ok(lines.some((line) => line.startsWith('error PostgreSQL died: starting it again')))
})

void test('a crash loop ends in a clear error', async (t) => {
  const place = await scratch(t)
  const given = Promise.withResolvers<Error>()
  const { pid, stop } = await start(place, { onGiveUp: given.resolve })
  const control = join(place.dataDir, 'postgres/global/pg_control')
  renameSync(control, `${control}.away`)
  process.kill(pid() ?? 0, 'SIGKILL')
  const { message } = await given.promise
  assert.match(
    message,
    /^PostgreSQL died 5 times within a minute, the last time: .*could not find the database system/,
  )
  assert.equal(pid(), undefined)
  await stop()
})

void test('stopping while it is being restarted stops it for good', async (t) => {
  const place = await scratch(t)
  const { pid, stop } = await start(place)
  process.kill(pid() ?? 0, 'SIGKILL')
  while (pid() !== undefined) await sleep(1)
  await stop()
  assert.equal(pid(), undefined)
})

void test('the server that a killed Muster left is stopped in order at the next start', async (t) => {
  const place = await scratch(t, { name: 'long/'.repeat(30) })
  const other = holder(place, 'start')
  const { pid, error } = await other.said
  assert.equal(error, '')
  await other.kill()
  assert.notEqual(processStart(pid), null)
  const cluster = join(place.dataDir, 'postgres')
  const socketDir = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[4] ?? ''
  assert.ok(existsSync(socketDir))

  const database = await start(place)
  assert.equal(processStart(pid), null)
  assert.ok(database.lines.some((line) => line.startsWith('warn an earlier Muster was killed')))
  assert.ok(!database.lines.some((line) => line.includes('not properly shut down')))
  assert.ok(!existsSync(socketDir))
})

void test('a server and its Muster both killed: the log is replayed', async (t) => {
  const place = await scratch(t)
  const other = holder(place, 'start')
  const { pid } = await other.said
  await other.kill()
  process.kill(pid, 'SIGKILL')
  while (processStart(pid) !== null) await sleep(1)
  const { url, lines } = await start(place)
  assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
  assert.ok(lines.some((line) => line.startsWith('info database system was not properly shut down')))
})

void test('another process that has the number of a dead server is left alone', async (t) => {
  const place = await scratch(t)
  await (await start(place)).end()
  const cluster = join(place.dataDir, 'postgres')
  // A live process with the command line of another cluster's server would not do either.
  const innocent = holder(await scratch(t), 'lock')
  await innocent.said
  const number = String(innocent.child.pid)
  writeFileSync(
    join(cluster, 'postmaster.pid'),
    [number, cluster, '1', '5432', join(place.dataDir, 'run'), ''].join('\n'),
  )
  mkdirSync(join(place.dataDir, 'run'))
  writeFileSync(join(place.dataDir, 'run', '.s.PGSQL.5432.lock'), `${number}\n`)
  const { url } = await start(place)
  assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
  assert.notEqual(processStart(Number(number)), null)
  assert.notEqual(postmasterPid(cluster), Number(number))
})

/** Begins an initialisation and kills it. Null: it was done before the signal reached it. */
async function killHalfWay(t: TestContext): Promise<Scratch | null> {
  const place = await scratch(t, { isMade: false })
  mkdirSync(place.dataDir)
  const other = holder(place, 'start')
  const isUnderWay = (): boolean =>
    readdirSync(place.dataDir).some((name) => existsSync(join(place.dataDir, name, 'PG_VERSION')))
  while (!isUnderWay()) await sleep(1)
  await other.kill()
  return existsSync(join(place.dataDir, 'postgres')) ? null : place
}

void test('an initialisation that was killed half-way is made again', async (t) => {
  let place: Scratch | null = null
  // On a busy machine the signal may come too late.
  for (let attempt = 0; place === null && attempt < 10; attempt++) place = await killHalfWay(t)
  assert.ok(place !== null, 'killed too late each time')
  const { url } = await start(place)
  assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
  const left = readdirSync(place.dataDir).filter((name) => /initdb|tmp/.test(name))
  assert.deepEqual(left, [])
})

void test('a half-made cluster that is still written to is removed whole', async (t) => {
  const place = await scratch(t, { isMade: false })
  const draft = join(place.dataDir, 'postgres.initdb-killed')
  mkdirSync(draft, { recursive: true })
  for (let i = 0; i < 300; i++) writeFileSync(join(draft, String(i)), '')
  const writer = spawn(process.execPath, [
    '--eval',
    `const { rmSync, writeFileSync } = require('node:fs')
    for (let end = Date.now() + 20_000, n = 0; Date.now() < end; n++) {
      const file = process.argv[1] + (n % 50)
      writeFileSync(file, '')
      rmSync(file, { force: true })
      if (n === 0) process.stdout.write('.')
    }`,
    join(draft, 'temporary'),
  ])
  await once(writer.stdout, 'data')
  await start(place)
  assert.ok(!existsSync(draft))
})

void test('a crash before the database was created', async (t) => {
  const place = await scratch(t)
  const first = await start(place)
  await query(first.url.replace('/muster?', '/postgres?'), 'DROP DATABASE muster')
  await first.end()
  const { url } = await start(place)
  assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
})

void test('a cluster without its password is not replaced by an empty one', async (t) => {
  const place = await scratch(t)
  await (await start(place)).end()
  rmSync(join(place.dataDir, 'postgres.password'))
  await assert.rejects(start(place), /postgres\.password is missing/)
  assert.ok(existsSync(join(place.dataDir, 'postgres')))
})
