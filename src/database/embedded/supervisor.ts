import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { endServer } from './end-server.ts'
import type { Logger } from './logger.ts'
import { type Privilege, signalPrivileged } from './privilege.ts'
import { cleanEnv } from './process-identity.ts'
import { readServerLog } from './server-log.ts'

export type Supervised = {
  /** Its main process; undefined while it is being restarted. */
  pid(): number | undefined
  /** Ends it and does not start it again. Under 8 s. */
  stop(): Promise<void>
}

/** So many deaths within the time are a crash loop. A death costs every open connection, so that it stays rare. */
const MOST_DEATHS = 5
const DEATHS_WITHIN_MS = 60_000
const LONGEST_PAUSE_MS = 5_000

/**
 * Starts a server, returns when it accepts connections, and starts it again when it dies, after 0.1, 0.2, 0.4 s and
 * so on. After MOST_DEATHS deaths in a minute it gives up and tells `onGiveUp` why. Throws where the first start fails.
 */
export async function supervise(
  server: {
    postgres: string
    args: readonly string[]
    privilege: Privilege
    onGiveUp: (reason: Error) => void
  },
  log: Logger,
): Promise<Supervised> {
  const stopping = new AbortController()
  let running: ServerProcess | null = null
  const deaths: number[] = []

  const launch = async (): Promise<void> => {
    running = launchServer(server, log, stopping.signal)
    try {
      await running.ready
    } catch (error) {
      running = null
      throw error
    }
    void watch(running)
  }
  const watch = async (child: ServerProcess): Promise<void> => {
    const how = await child.ended
    running = null
    if (!stopping.signal.aborted) await revive(how)
  }
  const revive = async (how: string): Promise<void> => {
    let reason = how
    while (!stopping.signal.aborted) {
      const now = Date.now()
      deaths.push(now)
      const recent = deaths.filter((at) => at > now - DEATHS_WITHIN_MS).length
      if (recent >= MOST_DEATHS) {
        server.onGiveUp(
          new Error(`PostgreSQL died ${recent} times within a minute, the last time: ${reason}`),
        )
        return
      }
      const pause = Math.min(100 * 2 ** (recent - 1), LONGEST_PAUSE_MS)
      log.error({ reason, pause }, 'PostgreSQL died: starting it again')
      try {
        await sleep(pause, undefined, { signal: stopping.signal })
        await launch()
        log.info({ pid: running?.pid }, 'PostgreSQL runs again')
        return
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error)
      }
    }
  }

  // The last we can do where the program ends without calling stop(): it ends in order, after us.
  const atExit = (): void => {
    if (running?.pid !== undefined) signalPrivileged(server.privilege, running.pid, 'SIGINT')
  }
  process.once('exit', atExit)
  try {
    await firstStart(launch)
  } catch (error) {
    process.removeListener('exit', atExit)
    throw error
  }
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    stopping.abort()
    const child = running
    if (child !== null) {
      if (child.pid !== undefined) {
        const by = await endServer(server.privilege, child.pid)
        if (by !== 'SIGINT') log.warn({ signal: by }, 'PostgreSQL did not end in time')
      }
      await child.ended
    }
    process.removeListener('exit', atExit)
  }
  return { pid: () => running?.pid, stop: () => (stopped ??= stop()) }
}

/** Processes of a server whose main process was killed hold its memory for a moment longer. */
async function firstStart(launch: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 10_000; ;) {
    try {
      await launch()
      return
    } catch (error) {
      const isLeaving = error instanceof Error && /pre-existing shared memory block/.test(error.message)
      if (!isLeaving || Date.now() > end) throw error
    }
    await sleep(100)
  }
}

type ServerProcess = {
  pid: number | undefined
  /** It accepts connections. Rejected where it ends before, with what it said last. */
  ready: Promise<void>
  /** How it ended. */
  ended: Promise<string>
}

function launchServer(
  server: { postgres: string; args: readonly string[]; privilege: Privilege },
  log: Logger,
  stopping: AbortSignal,
): ServerProcess {
  const run = server.privilege.wrap(server.postgres, server.args)
  const child: ChildProcess = spawn(run.file, run.args, {
    ...run.options,
    cwd: '/',
    env: cleanEnv(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own: Ctrl-C on a terminal is for us, who end the server last.
    detached: true,
  })
  const complaints: string[] = []
  const isReady = Promise.withResolvers<void>()
  let runs = false
  if (child.stderr !== null) {
    readServerLog(child.stderr, log, {
      ready: () => {
        runs = true
        complaints.length = 0
        isReady.resolve()
      },
      complaint: (text, severity) => {
        // Once it runs, FATAL is the end of one connection.
        if (!runs || severity !== 'FATAL') complaints.push(text)
        if (complaints.length > 3) complaints.shift()
      },
      isStopping: () => stopping.aborted,
    })
  }
  const ended = endOf(child, complaints)
  void rejectAtEnd(ended, isReady.reject)
  return { pid: child.pid, ready: isReady.promise, ended }
}

async function rejectAtEnd(ended: Promise<string>, reject: (reason: Error) => void): Promise<void> {
  reject(new Error(`PostgreSQL did not start: ${await ended}`))
}

/** How the process ended, with its last complaints. */
async function endOf(child: ChildProcess, complaints: readonly string[]): Promise<string> {
  let how: string
  const closed = once(child, 'close').catch(() => {})
  try {
    const [code, signal]: unknown[] = await once(child, 'exit')
    how = typeof signal === 'string' ? signal : `exit code ${String(code)}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  // Its last words may still be in the pipe, which processes that outlive it keep open.
  await Promise.race([closed, sleep(200)])
  return complaints.length === 0 ? how : `${complaints.join(' ')} (${how})`
}
