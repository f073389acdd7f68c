import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { binariesIn, findBinaries } from './binaries.ts'
import { reachablePlace } from './cluster-place.ts'
import { acquireLock } from './index.ts'
import { choosePrivilege, type Way } from './privilege.ts'
import { processStart } from './process-identity.ts'
import { holder } from './testing/holder.ts'
import { query } from './testing/query.ts'
import { IS_ROOT, recorder, scratch, start } from './testing/scratch.ts'

const NOBODY = { uid: 65_534, gid: 65_534 }
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
const rootOnly = { skip: IS_ROOT && process.platform === 'linux' ? false : 'needs root on Linux' }
const here = fileURLToPath(new URL('.', import.meta.url))
const nobodyReadsThis =
  IS_ROOT && spawnSync('setpriv', [...AS_NOBODY.slice(1), 'test', '-r', here]).status === 0
const nobodyOnly = { skip: nobodyReadsThis ? false : 'needs root, and a checkout that others can read' }

function allows(way: Way): boolean {
  try {
    return choosePrivilege({ postgres: '/bin/sh', base: '/', force: way }).way === way
  } catch {
    return false
  }
}

for (const way of ['namespace', 'capability', 'other-user'] as const) {
  void test(`root runs it by way of ${way}, below a folder of mode 0700`, rootOnly, async (t) => {
    if (!allows(way)) return t.skip('not allowed here')
    const place = await scratch(t, { isMade: false })
    const first = await start(place, { way })
    assert.equal(first.way, way)
    assert.deepEqual(await query(first.url, 'SELECT 1 AS one'), [{ one: 1 }])
    const uid = lstatSync(`/proc/${first.pid()}`).uid
    assert.equal(uid, way === 'namespace' ? 0 : NOBODY.uid)
    assert.equal(existsSync(join(place.dataDir, 'postgres.location')), way === 'other-user')
    const pid = first.pid() ?? 0
    await first.end()
    assert.equal(processStart(pid), null)
  })
}

void test('root makes the cluster one way and starts it another', rootOnly, async (t) => {
  const place = await scratch(t)
  let rows = 0
  for (const way of [
    'namespace',
    'capability',
    'other-user',
    'capability',
    'namespace',
    'other-user',
  ] as const) {
    if (!allows(way)) continue
    const database = await start(place, { way })
    await query(database.url, 'CREATE TABLE IF NOT EXISTS ways AS SELECT 1 AS one WHERE false')
    await query(database.url, 'INSERT INTO ways VALUES (1)')
    assert.equal((await query(database.url, 'SELECT one FROM ways')).length, ++rows)
    await database.end()
  }
})

void test(
  'the database that had to move is named in the data directory and in the log',
  rootOnly,
  async (t) => {
    const place = await scratch(t)
    await (await start(place)).end()
    assert.ok(existsSync(join(place.dataDir, 'postgres')))
    const { socketDir, lines } = await start(place, { way: 'other-user' })
    const base = readFileSync(join(place.dataDir, 'postgres.location'), 'utf8').trim()
    assert.ok(!existsSync(join(place.dataDir, 'postgres')))
    assert.ok(lines.some((line) => line.includes(`the database lies in ${base}`)))
    assert.equal(lstatSync(join(base, 'postgres')).uid, NOBODY.uid)
    // Its socket is for it and for root.
    assert.equal(dirname(socketDir), base)
    const tryIt = spawnSync('setpriv', ['--reuid=1', '--regid=1', '--clear-groups', 'ls', socketDir])
    assert.notEqual(tryIt.status, 0)
  },
)

void test('a noted folder that is gone is no empty database', rootOnly, async (t) => {
  const place = await scratch(t)
  await (await start(place, { way: 'other-user' })).end()
  const base = readFileSync(join(place.dataDir, 'postgres.location'), 'utf8').trim()
  const away = join(place.folder, 'away')
  assert.equal(spawnSync('mv', [base, away]).status, 0)
  place.defer(() => spawnSync('mv', [away, base]))
  await assert.rejects(start(place), /lies in \S+, as \S+postgres\.location says, and that folder is gone/)
})

void test('programs out of reach are copied beside the cluster', rootOnly, async (t) => {
  const place = await scratch(t, { isMade: false })
  const real = findBinaries()
  const hidden = binariesIn(join(place.folder, 'native'))
  assert.equal(spawnSync('cp', ['-a', real.root, hidden.root]).status, 0)
  spawnSync('chmod', ['-R', 'go=', hidden.root])
  mkdirSync(place.dataDir)
  const privilege = choosePrivilege({ postgres: hidden.postgres, base: place.dataDir, force: 'other-user' })
  const { base, binaries } = reachablePlace(
    { dataDir: place.dataDir, base: place.dataDir, binaries: hidden, privilege },
    recorder().log,
  )
  assert.equal(binaries.root, join(base, 'programs'))
  const run = privilege.wrap(binaries.postgres, ['--version'])
  const done = spawnSync(run.file, run.args, { ...run.options, cwd: '/', encoding: 'utf8' })
  assert.match(done.stdout, /PostgreSQL\) 18/)
})

for (const way of ['capability', 'other-user'] as const) {
  void test(`a server left by a killed Muster is stopped, run by way of ${way}`, rootOnly, async (t) => {
    if (!allows(way)) return t.skip('not allowed here')
    const place = await scratch(t)
    const killed = holder(place, 'start', [], way)
    const { pid, error } = await killed.said
    assert.equal(error, '')
    await killed.kill()
    assert.notEqual(processStart(pid), null)
    const { url, lines } = await start(place)
    assert.equal(processStart(pid), null)
    assert.deepEqual(await query(url, 'SELECT 1 AS one'), [{ one: 1 }])
    assert.ok(!lines.some((line) => line.includes('not properly shut down')))
  })
}

void test(
  'an ordinary user runs it, and root may take it over but not the other way',
  nobodyOnly,
  async (t) => {
    const place = await scratch(t, { isMade: false })
    chmodSync(place.folder, 0o755)
    mkdirSync(place.dataDir, { mode: 0o700 })
    chownSync(place.dataDir, NOBODY.uid, NOBODY.gid)
    const user = holder(place, 'start', AS_NOBODY)
    const { pid, error } = await user.said
    assert.equal(error, '')
    assert.equal(lstatSync(`/proc/${pid}`).uid, NOBODY.uid)
    await assert.rejects(acquireLock(place.dataDir, { command: 'seed' }), /in use by "muster hold"/)
    await user.end()

    const root = await start(place, allows('namespace') ? {} : { way: 'capability' })
    assert.deepEqual(await query(root.url, 'SELECT 1 AS one'), [{ one: 1 }])
    await root.end()

    const own = await scratch(t)
    await (await start(own)).end()
    chmodSync(own.folder, 0o755)
    assert.match(
      (await holder(own, 'start', AS_NOBODY).said).error,
      /cannot be used by user nobody \(EACCES\)/,
    )
    chownSync(own.dataDir, NOBODY.uid, NOBODY.gid)
    const refused = await holder(own, 'start', AS_NOBODY).said
    assert.match(
      refused.error,
      /belongs to user root, and Muster runs as user nobody.*sudo chown -R 65534 \S+data\./,
    )
  },
)
