import { words } from './words.ts'

const REFRESH_MS = 100
const JSON_INTERVAL_MS = 1000

/** How far a piece of work is. */
export interface Step {
  readonly rows: number
  /** Null where it is not known yet. */
  readonly total: number | null
}

/** Shows how far a long piece of work is: one line on a terminal, JSON lines elsewhere; on standard error. */
export class ProgressLine {
  readonly #what: string
  readonly #stream: NodeJS.WriteStream
  readonly #began = performance.now()
  #shown = -Infinity
  #width = 0

  constructor(what: string, stream: NodeJS.WriteStream = process.stderr) {
    this.#what = what
    this.#stream = stream
  }

  update({ rows, total }: Step): void {
    const now = performance.now()
    if (now - this.#shown < (this.#stream.isTTY ? REFRESH_MS : JSON_INTERVAL_MS)) return
    this.#shown = now
    const seconds = (now - this.#began) / 1000
    const rate = Math.round(rows / Math.max(seconds, 0.001))
    const left = total === null || rate === 0 ? null : Math.ceil((total - rows) / rate)
    if (this.#stream.isTTY) this.#draw(words.cli.progress(this.#what, rows, total, rate, left))
    else
      this.#stream.write(`${JSON.stringify({ step: this.#what, rows, total, rate, seconds_left: left })}\n`)
  }

  /** Clears the line. */
  end(): void {
    if (this.#stream.isTTY && this.#width > 0) this.#stream.write(`\r${' '.repeat(this.#width)}\r`)
  }

  #draw(line: string): void {
    const text = line.slice(0, Math.max(20, this.#stream.columns - 1))
    this.#stream.write(`\r${text}${' '.repeat(Math.max(0, this.#width - text.length))}`)
    this.#width = text.length
  }
}
