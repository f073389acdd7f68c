import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

import type { Tracepoint } from '../../src/tracepoints.ts'

/** A process that stands still at a point. */
export interface Caught {
  readonly point: Tracepoint
  readonly pid: number
  readonly taskId: string
  /** 0: the order itself, before any attempt. */
  readonly attempt: number
}

/** Traps at the points of a task's way: each catches the first process that comes by, once. */
export class Traps {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'muster-traps-'))
  #number = 0

  /** What a Muster is started with, to be caught. */
  get environment(): Record<string, string> {
    const preload = pathToFileURL(path.join(import.meta.dirname, 'catch-at-points.ts')).href
    return { TRAPS: this.#folder, NODE_OPTIONS: `--import=${preload}` }
  }

  set(point: Tracepoint): void {
    writeFileSync(path.join(this.#folder, `set-${point}-${this.#number++}`), '')
  }

  /** Waits until every trap has caught a process. */
  async sprung(patienceMs = 60_000): Promise<Caught[]> {
    for (const deadline = Date.now() + patienceMs; ; await sleep(20)) {
      const names = readdirSync(this.#folder)
      const left = names.filter((name) => name.startsWith('set-'))
      if (left.length === 0) {
        for (const name of names) rmSync(path.join(this.#folder, name))
        return names.map(caughtOf)
      }
      if (Date.now() > deadline)
        throw new Error(`Nobody came by ${left.join(', ')}; caught: ${names.join(', ')}`)
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function caughtOf(name: string): Caught {
  const [, point = '', pid = '', taskId = '', attempt = '0'] =
    /^caught-(\w+)-(\d+)-([^.]+)(?:\.(\d+)\.xlsx)?$/.exec(name) ?? []
  return { point: point as Tracepoint, pid: Number(pid), taskId, attempt: Number(attempt) }
}
