import assert from 'node:assert/strict'
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { commandLine, processStart } from './process-identity.ts'
import { holder } from './testing/holder.ts'
import { query } from './testing/query.ts'
import { recorder, scratch, start } from './testing/scratch.ts'
import { openEmbeddedDatabase, runningDatabaseUrl } from './index.ts'

void test('a database is made once, kept, and stopped with us', async (t) => {
  const place = await scratch(t, { isMade: false })
  const first = await start(place)
  const pid = first.pid()
  assert.ok(pid !== undefined && processStart(pid) !== null)
  const [made] = await query(
    first.url,
    `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider, datlocale, datcollate, datctype,
            current_setting('data_checksums') AS checksums, current_setting('TimeZone') AS zone,
            current_setting('server_version_num')::int / 10000 AS major
       FROM pg_database WHERE datname = current_database()`,
  )
  const { datctype, ...rest } = made ?? {}
  assert.deepEqual(rest, {
    encoding: 'UTF8',
    datlocprovider: 'b',
    datlocale: 'C.UTF-8',
    datcollate: 'C',
    checksums: 'on',
    zone: 'UTC',
    major: 18,
  })
  assert.match(String(datctype), /UTF-8$/)
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one')
  assert.ok(first.lines.some((line) => line.startsWith('info initialising the database (once)…')))
  await first.end()
  assert.equal(processStart(pid), null)
  assert.ok(!existsSync(first.socketDir))

  const second = await start(place)
  assert.deepEqual(await query(second.url, 'SELECT one FROM kept'), [{ one: 1 }])
  assert.equal(second.url, first.url)
  assert.ok(!second.lines.some((line) => /initialising|not properly shut down|warn|error/.test(line)))
})

void test('Chinese letters are letters to pg_trgm', async (t) => {
  const { url } = await start(await scratch(t))
  await query(url, 'CREATE EXTENSION pg_trgm')
  const [row] = await query(url, `SELECT cardinality(show_trgm('财务部')) AS trigrams`)
  assert.equal(row?.['trigrams'], 4)
})

void test('the password is on no command line, in no log line, and for us alone', async (t) => {
  const place = await scratch(t)
  const database = await start(place)
  const file = join(place.dataDir, 'postgres.password')
  const password = readFileSync(file, 'utf8').trim()
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.ok(password.length >= 32 && database.url.includes(password))
  assert.ok(!commandLine(database.pid() ?? 0).includes(password))
  await assert.rejects(
    query(database.url.replace(password, 'wrong'), 'SELECT 1'),
    /password authentication failed/,
  )
  await assert.rejects(query(database.url, `ALTER ROLE nobody_here PASSWORD '${password}'`))
  await database.end()
  assert.ok(!database.lines.some((line) => line.includes(password)))
  assert.equal(lstatSync(join(place.dataDir, 'postgres')).mode & 0o777, 0o700)
})

void test('TCP only where asked', async (t) => {
  const silent = await start(await scratch(t))
  assert.deepEqual(await query(silent.url, 'SHOW listen_addresses'), [{ listen_addresses: '' }])
  const tcpPort = 20_000 + (process.pid % 20_000)
  const listening = await start(await scratch(t), { tcpPort })
  assert.equal(listening.port, tcpPort)
  assert.deepEqual(await query(listening.url, 'SELECT 1 AS one'), [{ one: 1 }])
  await new Promise<void>((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: tcpPort })
    socket.once('error', reject).once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
})

for (const name of ['with space', `quote'"and,comma`, '财务 50%25&host=x#?', '@plus+', 'back\\slash$(x);']) {
  void test(`a data directory named ${name}`, async (t) => {
    const place = await scratch(t, { name })
    const { url, socketDir } = await start(place)
    assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
    assert.equal(socketDir, join(place.dataDir, 'run'))
    assert.equal(await runningDatabaseUrl(place.dataDir), url)
  })
}

void test('a path too long for a socket gets a short private folder, which is removed', async (t) => {
  const place = await scratch(t, { name: 'long/'.repeat(30) })
  const database = await start(place)
  const { url, socketDir } = database
  assert.ok(Buffer.byteLength(socketDir) < 100)
  assert.equal(statSync(socketDir).mode & 0o777, 0o700)
  assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
  await database.end()
  assert.ok(!existsSync(socketDir))
})

void test('a command works beside a running Muster, and without one', async (t) => {
  const place = await scratch(t)
  const { log } = recorder()
  const alone = await openEmbeddedDatabase({ dataDir: place.dataDir, command: 'seed', log })
  place.defer(() => alone.close())
  assert.equal(alone.isShared, false)
  await alone.close()
  assert.equal(await runningDatabaseUrl(place.dataDir), null)

  const server = holder(place, 'start')
  const beside = await openEmbeddedDatabase({ dataDir: place.dataDir, command: 'seed', log })
  // Whichever was first, there is one server.
  if (beside.isShared) {
    assert.equal((await server.said).error, '')
    await beside.close()
    assert.deepEqual(await query(beside.url, 'SELECT 1 AS one'), [{ one: 1 }])
  } else {
    assert.match((await server.said).error, /in use by "muster seed"/)
    await beside.close()
  }
})

void test('connections that are busy are cut at the end, and the next start has nothing to recover', async (t) => {
  const place = await scratch(t)
  const first = await start(place)
  const busy = query(first.url, 'SELECT pg_sleep(600)')
  const cut = assert.rejects(busy)
  const sleepers = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%(600)'`
  while ((await query(first.url, sleepers)).length === 0);
  await first.end()
  await cut
  const second = await start(place)
  assert.ok(!second.lines.some((line) => line.includes('not properly shut down')))
})

void test('a server that refuses its settings says why', async (t) => {
  await assert.rejects(start(await scratch(t), { settings: { shared_buffers: 'much' } }), (error) => {
    assert.ok(error instanceof Error)
    assert.match(error.message, /^PostgreSQL did not start: .*shared_buffers/)
    return true
  })
})
