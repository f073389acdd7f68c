import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  chmodSync,
} from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { type Binaries, binariesIn } from './binaries.ts'
import { errorCode } from './error-code.ts'
import type { Logger } from './logger.ts'
import { chownTree } from './ownership.ts'
import { type Privilege, reaches } from './privilege.ts'

/** Folders that every user can go through and nobody tidies up: /var/tmp loses what is a month old. */
const REACHABLE = ['/var/lib', '/opt', '/srv', '/usr/local']

/**
 * The folder that holds `postgres/` (the cluster) and `run/` (its socket): the data directory itself, or the folder
 * that `<data>/postgres.location` names. Throws where that folder is gone: an empty database in its place would look
 * like a loss.
 */
export function clusterBase(dataDir: string): string {
  const note = locationFile(dataDir)
  if (!existsSync(note)) return dataDir
  const base = readFileSync(note, 'utf8').trim()
  if (lstatSync(base, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(
      `The database of ${dataDir} lies in ${base}, as ${note} says, and that folder is gone. ` +
        'Bring it back, or remove that file to begin with an empty database.',
    )
  }
  // The note is written before the cluster moves.
  return existsSync(join(dataDir, 'postgres')) && !existsSync(join(base, 'postgres')) ? dataDir : base
}

/**
 * A base and programs that the privileged user can reach: those given, else a folder of its own, with what is out of
 * its reach moved (the cluster) or copied (the programs, 60 MB) there, and a note of it in the data directory.
 */
export function reachablePlace(
  wanted: { dataDir: string; base: string; binaries: Binaries; privilege: Privilege },
  log: Logger,
): { base: string; binaries: Binaries } {
  const { dataDir, privilege } = wanted
  let { base, binaries } = wanted
  if (!reaches(privilege, [base], [])) {
    base = ownFolder(dataDir, privilege)
    log.warn(
      { folder: base, user: privilege.user },
      `the database lies in ${base}, because ${privilege.user}, as whom PostgreSQL runs, cannot reach ${dataDir}`,
    )
    moveCluster(join(dataDir, 'postgres'), join(base, 'postgres'))
  }
  if (!reaches(privilege, [binaries.postgres], [])) {
    const copy = base === dataDir ? ownFolder(dataDir, privilege) : base
    binaries = copyPrograms(binaries, join(copy, 'programs'), privilege)
  }
  return { base, binaries }
}

/** The folder noted in the data directory, else a new one, noted before anything is put there. */
function ownFolder(dataDir: string, privilege: Privilege): string {
  const note = locationFile(dataDir)
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  for (const parent of REACHABLE) {
    if (!existsSync(parent) || !reaches(privilege, [parent], [])) continue
    try {
      const folder = mkdtempSync(join(parent, 'muster-'))
      chmodSync(folder, 0o711)
      writeFileSync(note, `${folder}\n`, { mode: 0o644 })
      return folder
    } catch {
      // Read-only, as in some containers: the next.
    }
  }
  throw new Error(
    `PostgreSQL runs as ${privilege.user} here, who can reach neither ${dataDir} nor ${REACHABLE.join(', ')}. ` +
      'Run Muster as an ordinary user, or set MUSTER_DATABASE_URL to a PostgreSQL of your own.',
  )
}

function moveCluster(from: string, to: string): void {
  if (!existsSync(from)) return
  try {
    renameSync(from, to)
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
    const copy = `${to}.copy`
    rmSync(copy, { recursive: true, force: true })
    cpSync(from, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
    chmodSync(copy, 0o700)
    // On the disk before the only other copy goes.
    spawnSync('sync', { stdio: 'ignore' })
    renameSync(copy, to)
    rmSync(from, { recursive: true, force: true })
  }
}

/** Copied at every start, so that a new version of the package is not missed: 0.1 s. */
function copyPrograms(binaries: Binaries, to: string, privilege: Privilege): Binaries {
  rmSync(to, { recursive: true, force: true })
  cpSync(binaries.root, to, { recursive: true, verbatimSymlinks: true })
  // Their modes may let nobody but root read them (umask 077).
  chownTree(to, privilege)
  return binariesIn(to)
}

function locationFile(dataDir: string): string {
  return join(dataDir, 'postgres.location')
}
