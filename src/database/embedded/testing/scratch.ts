import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
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
  /** A data directory in it, not made yet. */
  dataDir: string
  /** Runs after the test, the last first. */
  defer(undo: () => unknown): void
}

export function scratch(t: TestContext, name = 'data', parent = tmpdir()): Scratch {
  const folder = mkdtempSync(join(parent, 'muster-embedded-'))
  const dataDir = join(folder, name)
  const undos: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  t.after(async () => {
    for (const undo of undos.toReversed()) await undo()
  })
  const defer = (undo: () => unknown): void => void undos.push(undo)
  defer(() => removeDatabase(dataDir))
  return { folder, dataDir, defer }
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
