import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './error-code.ts'
import { currentPlace, type Place, processStart } from './process-identity.ts'

/** Who holds a data directory: the content of its lock file. `since` is ISO 8601 in UTC. */
export type LockHolder = {
  /** Unique to one acquisition. */
  token: string
  pid: number
  /** Start of that process, see processStart. */
  started: string
  place: Place
  /** The Muster command that holds it, such as `serve`. */
  command: string
  since: string
  /** Where it serves HTTP, once it does. */
  url?: string
  /** Where its embedded PostgreSQL listens, once it does. */
  database?: { socketDir: string; port: number }
}

/** A holder touches its lock this often, for those who cannot see its process (another container or machine). */
export const BEAT_MS = 5_000
/** Four beats missed: the holder's machine or container is gone. */
export const SILENCE_MS = 20_000

/** Reads a lock or claim file. Null: there is none. A torn file (power failure) is a holder that cannot be alive. */
export function readHolderFile(path: string): LockHolder | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
  try {
    const holder: unknown = JSON.parse(text)
    if (isHolder(holder)) return holder
  } catch {
    // Written by a machine that lost its power before the text reached the disk.
  }
  const token = `torn-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  const place = currentPlace()
  return { token, pid: 0, started: '', place, command: '?', since: new Date(0).toISOString() }
}

/** `unseen`: the holder's process number means nothing here, only its beats can tell. */
export function judgeHolder(holder: LockHolder, here: Place = currentPlace()): 'alive' | 'dead' | 'unseen' {
  if (holder.pid <= 0) return 'dead'
  const { hostname, bootId, pidNamespace } = holder.place
  const sameMachine = hostname === here.hostname || (bootId !== '' && bootId === here.bootId)
  // Started again since.
  if (sameMachine && bootId !== here.bootId) return 'dead'
  // The name alone would not do: containers on the host's network share it, and not their process numbers.
  if (!sameMachine || pidNamespace !== here.pidNamespace) return 'unseen'
  const start = processStart(holder.pid)
  if (start === null) return 'dead'
  return start === '' || holder.started === '' || start === holder.started ? 'alive' : 'dead'
}

/** Whether the lock's last beat is fresh by this machine's clock. */
export function beatIsFresh(path: string): boolean {
  const touched = lastBeat(path)
  return touched !== null && Date.now() - touched < SILENCE_MS
}

/** Watches the lock until it is touched or goes away (true: look again) or has been silent for SILENCE_MS (false). */
export async function beatsAgain(path: string): Promise<boolean> {
  const before = lastBeat(path)
  for (const end = Date.now() + SILENCE_MS; Date.now() < end; await sleep(500)) {
    if (lastBeat(path) !== before) return true
  }
  return false
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false
  const { token, pid, started, command, since, place }: Partial<Record<keyof LockHolder, unknown>> = value
  return (
    [token, started, command, since].every((text) => typeof text === 'string') &&
    Number.isInteger(pid) &&
    typeof place === 'object' &&
    place !== null
  )
}

function lastBeat(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}
