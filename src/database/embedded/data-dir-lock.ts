import { randomUUID } from 'node:crypto'
import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import {
  BEAT_MS,
  beatIsFresh,
  beatsAgain,
  judgeHolder,
  type LockHolder,
  readHolderFile,
} from './lock-holder.ts'
import { currentPlace, processStart } from './process-identity.ts'

/** One data directory, held by this process. */
export type DataDirLock = {
  /** The directory's real path. */
  dataDir: string
  /** Makes known what others want to find. */
  update(known: Pick<LockHolder, 'url' | 'database'>): void
  /** Lets go; the second call does nothing. Stop the database first. */
  release(): void
}

/** The data directory is held; the message says by whom. */
export class DataDirHeldError extends Error {
  readonly holder: LockHolder
  constructor(dataDir: string, holder: LockHolder) {
    const { command, pid, place, since, url } = holder
    const at = url === undefined ? '' : `, ${url}`
    super(
      `The data directory ${dataDir} is in use by "muster ${command}" ` +
        `(process ${pid} on ${place.hostname}, since ${since}${at}). Stop it first, or choose another data directory.`,
    )
    this.name = 'DataDirHeldError'
    this.holder = holder
  }
}

/**
 * Holds the data directory for this process, making it (mode 0700) where it is missing.
 * Throws DataDirHeldError where another process has it. What a dead process left is taken over; where its
 * death cannot be seen from here (another container or machine) that takes 20 s of silence.
 */
export async function acquireLock(dataDir: string, { command }: { command: string }): Promise<DataDirLock> {
  const dir = writableDir(dataDir)
  const path = lockPath(dir)
  const mine: LockHolder = {
    token: randomUUID(),
    pid: process.pid,
    started: processStart(process.pid) ?? '',
    place: currentPlace(),
    command,
    since: new Date().toISOString(),
  }
  // Written aside and linked into place, so that nobody reads half of it.
  const draft = `${path}.${mine.token}`
  writeHolder(draft, mine)
  try {
    while (!link(draft, path)) {
      const holder = readHolderFile(path)
      if (holder === null) continue
      const state = judgeHolder(holder)
      if (state === 'alive' || (state === 'unseen' && (await beatsAgain(path)))) {
        if (readHolderFile(path)?.token !== holder.token) continue
        throw new DataDirHeldError(dir, holder)
      }
      if (succeed(path, holder, draft, dir)) break
    }
  } finally {
    rmSync(draft, { force: true })
  }
  sweep(dir)
  return held(dir, path, mine)
}

/** Who holds the data directory now; null where nobody does or what lies there is stale. */
export function readLock(dataDir: string): LockHolder | null {
  const path = lockPath(dataDir)
  const holder = readHolderFile(path)
  if (holder === null) return null
  const state = judgeHolder(holder)
  return state === 'alive' || (state === 'unseen' && beatIsFresh(path)) ? holder : null
}

/**
 * Takes the lock of a dead holder. Two may find it dead at once, so that the right to follow it is itself a file
 * that link(2) gives to one: `muster.lock.after-<token>`. Whoever died with that right is followed in the same way.
 * Having the right is not enough: the lock must still be the dead one's, since the right to follow it is cleared
 * away after use. False: look again. Throws where the one with the right is alive.
 */
function succeed(path: string, dead: LockHolder, draft: string, dir: string): boolean {
  const claims: string[] = []
  for (let last = dead; ;) {
    const claim = `${path}.after-${last.token}`
    claims.push(claim)
    if (link(draft, claim)) {
      if (readHolderFile(path)?.token !== dead.token) {
        rmSync(claim, { force: true })
        return false
      }
      renameSync(draft, path)
      for (const used of claims) rmSync(used, { force: true })
      return true
    }
    const claimant = readHolderFile(claim)
    if (claimant === null) return false
    const state = judgeHolder(claimant)
    if (state === 'alive' || (state === 'unseen' && beatIsFresh(claim)))
      throw new DataDirHeldError(dir, claimant)
    last = claimant
  }
}

function held(dataDir: string, path: string, holder: LockHolder): DataDirLock {
  let current = holder
  const isOurs = (): boolean => readHolderFile(path)?.token === holder.token
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date())
    } catch {
      // Removed by hand: nothing to keep alive.
    }
  }, BEAT_MS).unref()
  return {
    dataDir,
    update(known) {
      if (!isOurs()) return
      current = { ...current, ...known }
      const draft = `${path}.${holder.token}`
      writeHolder(draft, current)
      renameSync(draft, path)
    },
    release() {
      clearInterval(beat)
      if (isOurs()) rmSync(path, { force: true })
    },
  }
}

/** Drafts and claims of processes that died while they tried; only the one who holds the lock may judge them. */
function sweep(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (!name.startsWith('muster.lock.')) continue
    const left = readHolderFile(join(dir, name))
    // A number of 0 stands for text that is not whole, perhaps only not yet.
    if (left !== null && left.pid > 0 && judgeHolder(left) === 'dead')
      rmSync(join(dir, name), { force: true })
  }
}

function writableDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (cause) {
    const user = userInfo().username
    throw new Error(
      `The data directory ${dataDir} cannot be used by user ${user} (${errorCode(cause)}). ` +
        'Run Muster as its owner, or choose another data directory.',
      { cause },
    )
  }
}

function lockPath(dataDir: string): string {
  return join(dataDir, 'muster.lock')
}

/** 0644: it holds no secret, and another user who is refused may read by whom. */
function writeHolder(path: string, holder: LockHolder): void {
  writeFileSync(path, `${JSON.stringify(holder, null, 2)}\n`, { mode: 0o644 })
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}
