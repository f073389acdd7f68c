import { setTimeout as sleep } from 'node:timers/promises'

import type { Logger } from './log.ts'

interface Step {
  readonly name: string
  readonly limitMs: number
  readonly end: () => Promise<unknown>
}

/**
 * What a process has begun and has to end, in reverse order, also where its start fails half-way. A step that
 * does not end in its time is left behind and said: whoever manages processes kills after 10 s, and the steps
 * after it (the database above all) matter more.
 */
export class Shutdown {
  readonly #log: Logger
  readonly #steps: Step[] = []

  constructor(log: Logger) {
    this.#log = log
  }

  add(name: string, limitMs: number, end: () => Promise<unknown>): void {
    this.#steps.push({ name, limitMs, end })
  }

  /** Ends everything; what was ended is not ended twice. */
  async run(): Promise<void> {
    for (const { name, limitMs, end } of this.#steps.splice(0).toReversed()) {
      const late = new AbortController()
      const inTime = await Promise.race([
        end().then(
          () => true,
          (error: Error) => {
            this.#log.warn({ step: name, error: error.message }, 'could not be ended in order')
            return true
          },
        ),
        sleep(limitMs, false, { signal: late.signal, ref: false }).catch(() => true),
      ])
      late.abort()
      if (!inTime) this.#log.warn({ step: name, limit_ms: limitMs }, 'did not end in time, left behind')
    }
  }
}
