import { spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Logger } from './logger.ts'
import { type Privilege, runPrivileged } from './privilege.ts'
import { cleanEnv } from './process-identity.ts'

/**
 * LC_CTYPE by preference: under C, pg_trgm sees no letters outside ASCII and is blind to Chinese. The collation is
 * PostgreSQL's own C.UTF-8 in any case. macOS has no C.UTF-8 before version 15.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C']

/**
 * Makes the cluster, once: UTF-8, checksums, the superuser `muster` with `password`. Made under another name and
 * renamed when whole, so that what a crash left half-made is thrown away and made again, under a name of its own
 * each time, because the initdb of a killed Muster may still be writing. Takes about 1 s. False: it was there.
 */
export function initCluster(
  with_: { initdb: string; cluster: string; password: string; privilege: Privilege },
  log: Logger,
): boolean {
  const { initdb, cluster, password, privilege } = with_
  if (existsSync(cluster)) return false
  const began = Date.now()
  log.info({ cluster }, 'initialising the database (once)…')
  removeDrafts(cluster, privilege)
  const draft = mkdtempSync(draftPrefix(cluster))
  const passwordFile = `${draft}.password`
  try {
    writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
    for (const path of privilege.way === 'self' ? [] : [draft, passwordFile]) {
      chownSync(path, privilege.uid, privilege.gid)
    }
    const characterType = runInitdb(initdb, draft, passwordFile, privilege)
    renameSync(draft, cluster)
    syncFolder(dirname(cluster))
    if (characterType === 'C') {
      log.warn({}, 'this system has no UTF-8 locale: fuzzy search will not find letters outside ASCII')
    } else if (characterType !== CHARACTER_TYPES[0]) {
      log.info({}, `this system has no locale C.UTF-8: LC_CTYPE is ${characterType}`)
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
  log.info({ milliseconds: Date.now() - began }, 'database initialised')
  return true
}

/** Returns the character type that the system knows. */
function runInitdb(initdb: string, draft: string, passwordFile: string, privilege: Privilege): string {
  let said = ''
  for (const characterType of CHARACTER_TYPES) {
    const run = privilege.wrap(initdb, [
      '-D',
      draft,
      '--username=muster',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      '--locale=C',
      `--lc-ctype=${characterType}`,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ])
    const done = spawnSync(run.file, run.args, {
      ...run.options,
      cwd: '/',
      env: cleanEnv(),
      encoding: 'utf8',
    })
    if (done.status === 0) return characterType
    said = done.error?.message ?? done.stderr.trim()
    if (!said.includes('invalid locale name')) break
  }
  throw new Error(
    `The database could not be initialised: ${said || 'initdb was ended by a signal'}${hint(said)}`,
  )
}

/** The programs are linked against the GNU C library. */
function hint(said: string): string {
  if (!/ENOENT|not found|No such file/.test(said) || process.platform !== 'linux') return ''
  return ' (Alpine Linux and other systems without the GNU C library need MUSTER_DATABASE_URL)'
}

/** Their content may belong to the privileged user and be closed to us, and an initdb may still write into one. */
function removeDrafts(cluster: string, privilege: Privilege): void {
  for (const name of readdirSync(dirname(cluster))) {
    const path = join(dirname(cluster), name)
    if (path.startsWith(draftPrefix(cluster))) removeDraft(path, privilege)
  }
}

/**
 * Again until it is gone: with `force`, Node's rmSync takes a file that vanishes under its hands (a temporary file of
 * the initdb that still runs) for a success and leaves the rest in place, 25 times of 30 beside a busy writer.
 */
function removeDraft(path: string, privilege: Privilege): void {
  const deadline = Date.now() + 30_000
  while (existsSync(path)) {
    if (Date.now() > deadline) {
      throw new Error(
        `${path} is left of an initialisation that was killed, and something still writes into it`,
      )
    }
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      runPrivileged(privilege, 'find', [path, '-mindepth', '1', '-delete'])
    }
    if (existsSync(path)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
}

function draftPrefix(cluster: string): string {
  return `${cluster}.initdb-`
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
