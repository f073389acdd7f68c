import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { ApiClient } from '../../src/client/api-client.ts'
import type { LogLine } from './log.ts'
import { credentials } from './settings.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/muster', import.meta.url))

/** What a process said and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

/** A Muster as its users start it: bin/muster in a process of its own. */
export class MusterProcess {
  /** What it has logged, or printed as JSON, so far. */
  readonly lines: LogLine[] = []
  readonly ended: Promise<Ended>
  readonly #child: ChildProcess
  readonly #line = new EventTarget()

  /**
   * @param environment its `MUSTER_…` variables; those of this process do not reach it
   * @param prefix words before the command, such as those of another clock
   */
  constructor(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    prefix: readonly string[] = [],
  ) {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('MUSTER_'))
    const [file = '', ...rest] = [...prefix, PROGRAM, ...args]
    const child = spawn(file, rest, {
      env: { ...Object.fromEntries(own), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as LogLine)
      this.#line.dispatchEvent(new Event('line'))
    })
    const stderr = text(child.stderr)
    this.ended = once(child, 'close').then(async ([code, signal]) => {
      this.#line.dispatchEvent(new Event('line'))
      return { code: code as number | null, signal: signal as NodeJS.Signals | null, stderr: await stderr }
    })
  }

  /** The first line with a message, waited for. @throws Error where the process ends without it */
  async logged(message: string): Promise<LogLine> {
    for (;;) {
      const found = this.lines.find(({ msg }) => msg === message)
      if (found !== undefined) return found
      const next = once(this.#line, 'line')
      if (this.hasEnded) {
        throw new Error(`Ended without "${message}": ${JSON.stringify(await this.ended)}`)
      }
      await next
    }
  }

  /** Waits until it answers. @returns a client that signs as the administrator */
  async ready(): Promise<ApiClient> {
    const { url } = await this.logged('ready')
    return new ApiClient({
      endpoint: String(url),
      accessKey: credentials.access_key,
      secretKey: credentials.secret_key,
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** Sends a signal that does not end it, or not at once. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Sends a signal and waits for the end. One that has ended is no matter. */
  async end(signal: NodeJS.Signals): Promise<Ended> {
    this.#child.kill(signal)
    return await this.ended
  }
}
