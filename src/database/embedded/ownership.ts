import { chownSync, lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Logger } from './logger.ts'
import type { Privilege } from './privilege.ts'

/**
 * PostgreSQL starts only on a cluster that belongs to its own user: gives the cluster over where it was made
 * another way. Throws a sentence where we may not. Does nothing where the folder is missing or already right.
 */
export function ensureOwner(cluster: string, dataDir: string, privilege: Privilege, log: Logger): void {
  const found = lstatSync(cluster, { throwIfNoEntry: false })
  if (found === undefined || found.uid === privilege.uid) return
  if (privilege.way === 'self') {
    throw new Error(
      `The database in ${cluster} belongs to ${userName(found.uid)}, and Muster runs as ${userName(privilege.uid)}. ` +
        `Run it as that user, as root, or give the data directory over: sudo chown -R ${privilege.uid} ${foldersOf(cluster, dataDir)}.`,
    )
  }
  log.info({ from: found.uid, to: privilege.uid }, `giving the database over to ${userName(privilege.uid)}`)
  try {
    chownTree(cluster, privilege)
  } catch (cause) {
    throw new Error(
      `The database in ${cluster} belongs to ${userName(found.uid)}, and this process may not give it over to ` +
        `${userName(privilege.uid)}. Run once: chown -R ${privilege.uid}:${privilege.gid} ${cluster}.`,
      { cause },
    )
  }
}

/** The folder itself last: it is what tells, after a crash in the middle, that all is done. */
export function chownTree(folder: string, to: { uid: number; gid: number }): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) chownTree(path, to)
    else lchownSync(path, to.uid, to.gid)
  }
  chownSync(folder, to.uid, to.gid)
}

function foldersOf(cluster: string, dataDir: string): string {
  return cluster.startsWith(`${dataDir}/`) ? dataDir : `${dataDir} ${dirname(cluster)}`
}

function userName(uid: number): string {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.split(':')[2] === String(uid))
  return line === undefined ? `user ${uid}` : `user ${line.split(':')[0]}`
}
