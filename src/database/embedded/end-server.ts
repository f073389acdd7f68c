import { setTimeout as sleep } from 'node:timers/promises'
import { type Privilege, signalPrivileged } from './privilege.ts'
import { processStart } from './process-identity.ts'

/**
 * The orders to end, with the time given to each: SIGINT (connections are cut, everything is written, a clean end),
 * SIGQUIT (at once; the next start replays the log), SIGKILL. Process managers kill after 10 s: the sum is 7.5 s.
 */
const ORDERS: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 5_000],
  ['SIGQUIT', 2_000],
  ['SIGKILL', 500],
]

/** Ends a PostgreSQL by its main process and waits until it is gone. Returns the signal that did it. */
export async function endServer(privilege: Privilege, pid: number): Promise<NodeJS.Signals> {
  const start = processStart(pid)
  if (start === null) return 'SIGINT'
  for (const [signal, milliseconds] of ORDERS) {
    signalPrivileged(privilege, pid, signal)
    for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(10)) {
      if (processStart(pid) !== start) return signal
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) cannot be stopped.`)
}
