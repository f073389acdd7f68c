import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Privilege } from './privilege.ts'

/** The kernel's bound for a socket's path is 107 bytes on Linux and 103 on macOS. */
const LONGEST_PATH = 100
const SHORT_PREFIX = 'muster-pg-'

export type SocketFolder = { dir: string; mode: string; remove(): void }

/**
 * An empty private folder for the server's socket: `<base>/run`, or a short one in the temporary directory where
 * the socket's path would be too long. `mode` is the socket's own.
 */
export function makeSocketFolder(base: string, port: number, privilege: Privilege): SocketFolder {
  const run = join(base, 'run')
  // What lies there is of a server that is no more; its lock file may name a process number that lives again.
  rmSync(run, { recursive: true, force: true })
  const dir = isTooLong(run, port) ? mkdtempSync(join(shortTemporary(port), SHORT_PREFIX)) : run
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  let mode = '0700'
  if (privilege.way === 'other-user') {
    // The server makes the socket as its own user, we connect as root, possibly one without CAP_DAC_OVERRIDE:
    // both get in by the folder, nobody else does.
    chownSync(dir, process.geteuid?.() ?? 0, privilege.gid)
    chmodSync(dir, 0o770)
    mode = '0777'
  }
  return { dir, mode, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Removes the folder of a server that died without us, if it is one of the short ones. */
export function removeShortFolder(dir: string): void {
  if (!dir.includes(`/${SHORT_PREFIX}`)) return
  rmSync(dir, { recursive: true, force: true })
}

function shortTemporary(port: number): string {
  return isTooLong(join(tmpdir(), `${SHORT_PREFIX}XXXXXX`), port) || !existsSync(tmpdir()) ? '/tmp' : tmpdir()
}

function isTooLong(dir: string, port: number): boolean {
  return Buffer.byteLength(join(dir, `.s.PGSQL.${port}`)) > LONGEST_PATH
}
