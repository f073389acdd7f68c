import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * How far work in the background stands behind requests (nice(2)). Where there is room it is as fast as ever; where there is
 * not, a request is served first, and the work has a tenth of what it would have had.
 */
const NICENESS = 10

/**
 * Has the thread that calls this give way to the others, for as long as it lives. On Linux only, where a thread has a
 * priority of its own; elsewhere nothing happens.
 */
export function giveWay(): void {
  try {
    // `<process>/task/<thread>`, of the thread that reads it.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, NICENESS)
  } catch {
    // It works all the same.
  }
}

/**
 * The same for a connection's process of a PostgreSQL on this machine that belongs to us.
 *
 * @param pid as PostgreSQL tells it
 */
export function letGiveWay(pid: number): void {
  try {
    setPriority(pid, NICENESS)
  } catch {
    // Another user's, or gone.
  }
}
