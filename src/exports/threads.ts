import { Worker } from 'node:worker_threads'

import { type StoreSettings, storeSettings } from '../storage/open-store.ts'
import { reviveError } from './plain-error.ts'
import type { FinishedFile, Progress, Run } from './run.ts'
import type { Order, Report } from './run-thread.ts'

/** A run that has been given to a thread. */
export interface RunningExport {
  /** The file, durable under its key; rejects with what went wrong, code included. */
  readonly finished: Promise<FinishedFile>
  /** How far it is; null before its snapshot is taken. */
  readonly progress: Progress | null
  /** Has it stop and throw away what it wrote; {@link finished} then rejects. */
  cancel(): void
}

/**
 * Most of what a run leaves to the garbage collector dies at once and is little, as the bytes themselves are no objects. By V8's own
 * measure a million users took 60 MB above idle (50 to 72 in four runs), by this one 30 (27 to 35), in the same time.
 */
const YOUNG_MB = 4

/**
 * Threads that encode exports, so that the API keeps answering. They are kept: to load the code of one takes
 * some 300 ms, longer than a small export.
 */
export class ExportThreads {
  readonly #settings: StoreSettings
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()

  constructor(settings: StoreSettings) {
    this.#settings = storeSettings(settings)
  }

  /** Starts threads before there is work, so that there are as many. */
  warm(count: number): void {
    while (this.#all.size < count) this.#idle.push(this.#start())
  }

  /** Runs an export in an idle thread, or in a new one. */
  run(run: Run): RunningExport {
    const thread = this.#idle.pop() ?? this.#start()
    let progress: Progress | null = null
    let settled = false
    const finished = new Promise<FinishedFile>((resolve, reject) => {
      const settle = (keep: boolean, conclude: () => void) => {
        settled = true
        thread.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit')
        if (keep) this.#idle.push(thread)
        else this.#all.delete(thread)
        conclude()
      }
      thread.on('message', (report: Report) => {
        if (report.kind === 'progress') progress = report.progress
        if (report.kind === 'finished') settle(true, () => resolve(report.file))
        if (report.kind === 'failed') settle(true, () => reject(reviveError(report.error)))
      })
      thread.on('error', (error) => settle(false, () => reject(error)))
      thread.on('exit', (code) =>
        settle(false, () => reject(new Error(`The export thread ended with code ${code}`))),
      )
    })
    tell(thread, { kind: 'run', run })
    return {
      finished,
      get progress() {
        return progress
      },
      cancel: () => {
        // Once this run has ended its thread may be serving another.
        if (!settled) tell(thread, { kind: 'cancel' })
      },
    }
  }

  /** Ends all threads; what still runs is broken off. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.terminate()))
  }

  #start(): Worker {
    const thread = new Worker(new URL('run-thread.ts', import.meta.url), {
      workerData: this.#settings,
      name: 'export',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    this.#all.add(thread)
    return thread
  }
}

const tell = (thread: Worker, order: Order) => thread.postMessage(order)
