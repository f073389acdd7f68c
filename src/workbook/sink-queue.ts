import type { Sink } from './plan.ts'

/** Lets one chunk be written while the next one is made; a second one waits for the first. */
export class SinkQueue {
  readonly #sink: Sink
  #writing: Promise<void> = Promise.resolve()
  /** The buffer being written, and the one to be filled. */
  #busy: Buffer = Buffer.alloc(0)
  #free: Buffer = Buffer.alloc(0)

  constructor(sink: Sink) {
    this.#sink = sink
  }

  /** Copies the bytes and has them written. @throws what the write before has failed with */
  async push(bytes: Uint8Array): Promise<void> {
    if (this.#free.length < bytes.length) this.#free = Buffer.allocUnsafeSlow(bytes.length * 2)
    this.#free.set(bytes)
    const chunk = this.#free.subarray(0, bytes.length)
    await this.#writing
    this.#writing = this.#sink.write(chunk)
    // Whoever waits next hears of a failure; until then it is no unhandled one.
    this.#writing.catch(() => undefined)
    const free = this.#busy
    this.#busy = this.#free
    this.#free = free
  }

  /** Waits until the sink has everything. */
  async settle(): Promise<void> {
    await this.#writing
  }
}
