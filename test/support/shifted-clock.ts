import { globSync } from 'node:fs'

// Not the command `faketime`: it stays between as a parent, and does not pass on the signals that end a test's process.
const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')

/** Whether this machine can give one process another clock. */
export const hasFaketime = library !== undefined

/** The words before a command that give it a clock that runs on from an instant. */
export function withClock(date: Date): string[] {
  const utc = date.toISOString().replace('T', ' ').slice(0, 19)
  // The monotonic clock stays as it is: timers hang on it.
  const settings = {
    TZ: 'UTC',
    FAKETIME: `@${utc}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    LD_PRELOAD: library ?? '',
  }
  return ['env', ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)]
}
