import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Way } from '../privilege.ts'
import type { Scratch } from './scratch.ts'

export type Holder = {
  child: ChildProcess
  /** What it prints once it has the lock, or not: the server's process number or the refusal. */
  said: Promise<{ pid: number; error: string }>
  /** As `kill -9` does. */
  kill(): Promise<void>
  /** In order. */
  end(): Promise<void>
}

/** Another Muster, a process that holds a data directory. `prefix`: a command to run it with. */
export function holder(
  place: Scratch,
  what: 'lock' | 'start',
  prefix: readonly string[] = [],
  way?: Way,
): Holder {
  const script = fileURLToPath(new URL('hold.ts', import.meta.url))
  const [file, ...args] = [...prefix, process.execPath, script, what, place.dataDir, way ?? '']
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const finish = async (act: () => void): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) act()
    await gone
  }
  const end = (): Promise<void> => finish(() => child.stdin.end())
  place.defer(end)
  return { child, said: firstLine(child), kill: () => finish(() => child.kill('SIGKILL')), end }
}

async function firstLine(child: ChildProcess): Promise<{ pid: number; error: string }> {
  if (child.stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: child.stdout })) {
    const said: unknown = JSON.parse(line)
    if (typeof said !== 'object' || said === null) break
    return {
      pid: 'pid' in said ? Number(said.pid) : 0,
      error: 'error' in said ? String(said.error) : '',
    }
  }
  return { pid: 0, error: 'ended without a word' }
}
