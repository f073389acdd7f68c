import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** The password of the role `muster`, kept in `<data>/postgres.password` (mode 0600); null where there is none yet. */
export function readPassword(dataDir: string): string | null {
  const file = passwordFile(dataDir)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** A new password, on the disk before anything is protected by it. */
export function createPassword(dataDir: string): string {
  const password = randomBytes(24).toString('base64url')
  const file = passwordFile(dataDir)
  const draft = `${file}.tmp`
  const fd = openSync(draft, 'w', 0o600)
  try {
    writeSync(fd, `${password}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(draft, file)
  return password
}

export function passwordFile(dataDir: string): string {
  return join(dataDir, 'postgres.password')
}
