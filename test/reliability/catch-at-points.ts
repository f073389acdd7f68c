/**
 * Loaded into a Muster before its own code (`NODE_OPTIONS=--import`): at a point that has a trap, the process stops itself
 * (SIGSTOP) and is whoever's who set the trap. See traps.ts.
 */
import { subscribe } from 'node:diagnostics_channel'
import { readdirSync, renameSync } from 'node:fs'
import path from 'node:path'

import { TRACEPOINTS, channelOf } from '../../src/tracepoints.ts'

const folder = process.env['TRAPS'] ?? ''

for (const point of TRACEPOINTS) {
  subscribe(channelOf(point), (message) => {
    const { key } = message as { key: string }
    const trap = readdirSync(folder).find((name) => name.startsWith(`set-${point}-`))
    if (trap === undefined) return
    try {
      // Of several that come by one gets it.
      renameSync(path.join(folder, trap), path.join(folder, `caught-${point}-${process.pid}-${key}`))
    } catch {
      return
    }
    process.kill(process.pid, 'SIGSTOP')
    // The signal may reach another thread first: this one shall not get any further.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  })
}
