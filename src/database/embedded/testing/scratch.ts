import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { clusterBase } from '../cluster-place.ts'
import {
  acquireLock,
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from '../index.ts'
import type { Logger } from '../logger.ts'
import { endOrphan } from '../orphan.ts'
import { choosePrivilege } from '../privilege.ts'

export const IS_ROOT = process.geteuid?.() === 0

/** A folder of mode 0700, gone after the test with whatever runs or lies outside because of it. */
export type Scratch = {
  folder: string
  /** A data directory in it. */
  dataDir: string
  /** Runs after the test, the last first. */
  defer(undo: () => unknown): void
}

/**
 * `name`: of the data directory. `isMade`: with a database in it, copied from one that was made for all tests of the
 * file (0.1 s instead of 1 s); else the data directory is still to be made.
 */
export async function scratch(
  t: TestContext,
  { name = 'data', isMade = true }: { name?: string; isMade?: boolean } = {},
): Promise<Scratch> {
  const folder = newFolder()
  const dataDir = join(folder, name)
  const undos: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  t.after(async () => {
    for (const undo of undos.toReversed()) await undo()
  })
  const defer = (undo: () => unknown): void => void undos.push(undo)
  defer(() => removeDatabase(dataDir))
  if (isMade) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    model ??= makeModel()
    if (spawnSync('cp', ['-a', `${await model}/.`, dataDir]).status !== 0) throw new Error('cp failed')
  }
  return { folder, dataDir, defer }
}

let model: Promise<string> | undefined
after(async () => {
  if (model !== undefined) rmSync(await model, { recursive: true, force: true })
})

async function makeModel(): Promise<string> {
  const folder = newFolder()
  const lock = await acquireLock(folder, { command: 'test' })
  await (await startEmbeddedDatabase({ lock, log: recorder().log })).stop()
  lock.release()
  return folder
}

/** Not in TMPDIR, which may be private to this user. */
function newFolder(): string {
  return mkdtempSync(join('/tmp', 'muster-embedded-'))
}

/** Ends a server that the test left behind and removes the database that lies elsewhere. */
async function removeDatabase(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true })
  const base = clusterBase(dataDir)
  const privilege = choosePrivilege({ postgres: '/bin/sh', base: '/' })
  await endOrphan(join(base, 'postgres'), privilege, recorder().log)
  if (base !== dataDir) rmSync(base, { recursive: true, force: true })
}

/** A logger that keeps what it is told, as `level message {fields}`. */
export function recorder(): { log: Logger; lines: string[] } {
  const lines: string[] = []
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines }
}

/** Locks and starts; stopped and released after the test where the test has not done it. */
export async function start(
  place: Scratch,
  options: Partial<EmbeddedDatabaseOptions> = {},
): Promise<EmbeddedDatabase & { lines: string[]; end(): Promise<void> }> {
  const { log, lines } = recorder()
  const lock = await acquireLock(place.dataDir, { command: 'test' })
  place.defer(() => lock.release())
  const database = await startEmbeddedDatabase({ lock, log, ...options })
  const end = async (): Promise<void> => {
    await database.stop()
    lock.release()
  }
  place.defer(end)
  return { ...database, lines, end }
}

export function postmasterPid(cluster: string): number {
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}
