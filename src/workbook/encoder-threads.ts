import { Worker } from 'node:worker_threads'

import type { PartAnswer, PartOrder } from './encoder-thread.ts'

type Waiting = { resolve: (answer: PartAnswer) => void; reject: (error: Error) => void }

/** Threads that make parts of sheets for all workbooks of this thread; they are kept, and do not keep the process. */
class EncoderThreads {
  readonly #threads: EncoderThread[] = []
  #parts = 0

  /** Has a part made by the least busy of `count` threads. */
  encode(order: Omit<PartOrder, 'id'>, count: number): Promise<PartAnswer> {
    while (this.#threads.length < count) this.#threads.push(new EncoderThread((ended) => this.#drop(ended)))
    const thread = this.#threads.slice(0, count).reduce((least, one) => (one.load < least.load ? one : least))
    return thread.encode({ ...order, id: this.#parts++ })
  }

  #drop(ended: EncoderThread): void {
    const index = this.#threads.indexOf(ended)
    if (index >= 0) this.#threads.splice(index, 1)
  }
}

class EncoderThread {
  readonly #worker = new Worker(new URL('encoder-thread.ts', import.meta.url), { name: 'encoder' })
  readonly #waiting = new Map<number, Waiting>()

  constructor(onEnd: (thread: EncoderThread) => void) {
    this.#worker.on('message', (answer: PartAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer)
      this.#waiting.delete(answer.id)
      if (this.load === 0) this.#worker.unref()
    })
    const end = (error: Error) => {
      onEnd(this)
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    this.#worker.on('error', end)
    this.#worker.on('exit', (code) => end(new Error(`An encoder's thread has ended with code ${code}`)))
    // After the listeners: one for messages holds the process again.
    this.#worker.unref()
  }

  /** Parts that wait or are being made. */
  get load(): number {
    return this.#waiting.size
  }

  encode(order: PartOrder): Promise<PartAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject })
      this.#worker.ref()
      this.#worker.postMessage(order, [order.records, order.out])
    })
  }
}

export const encoderThreads = new EncoderThreads()
