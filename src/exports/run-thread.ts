import { type Transferable, Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

import { openStore, type StoreSettings } from '../storage/open-store.ts'
import { type FinishedFile, type Progress, type Run, runExport } from './run.ts'

/** How often a run tells how far it is, in milliseconds. */
const REPORT_INTERVAL_MS = 250

interface Assignment {
  readonly run: Run
  readonly store: StoreSettings
}

type Report =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'finished'; readonly file: FinishedFile }
  | {
      readonly kind: 'failed'
      readonly error: { name: string; message: string; code?: string; stack?: string }
    }

/** A run in a thread of its own, so that the API keeps answering while it encodes. */
export class ExportThread {
  readonly #worker: Worker
  /** The file, durable under its key; rejects with what went wrong. */
  readonly finished: Promise<FinishedFile>
  #progress: Progress | null = null

  constructor(assignment: Assignment) {
    this.#worker = new Worker(new URL(import.meta.url), { workerData: assignment, name: 'export' })
    this.finished = new Promise((resolve, reject) => {
      this.#worker.on('message', (report: Report) => {
        if (report.kind === 'progress') this.#progress = report.progress
        if (report.kind === 'finished') resolve(report.file)
        if (report.kind === 'failed') reject(Object.assign(new Error(report.error.message), report.error))
      })
      this.#worker.on('error', reject)
      this.#worker.on('exit', (code) => reject(new Error(`The export thread ended with ${code}`)))
    })
  }

  /** How far the run is; null before its snapshot is taken. */
  get progress(): Progress | null {
    return this.#progress
  }

  /** Has the run stop and throw away what it wrote; {@link finished} then rejects. */
  cancel(): void {
    this.#worker.postMessage('cancel')
  }
}

async function runInThread({ run, store }: Assignment): Promise<void> {
  const port = parentPort
  if (port === null) return
  const post = (report: Report, transfer: Transferable[] = []) => port.postMessage(report, transfer)
  const cancelled = new AbortController()
  port.on('message', () => cancelled.abort(new Error('cancelled')))
  let reported = 0
  try {
    const file = await runExport(run, await openStore(store), {
      signal: cancelled.signal,
      report: (progress) => {
        if (progress.rows > 0 && Date.now() - reported < REPORT_INTERVAL_MS) return
        reported = Date.now()
        post({ kind: 'progress', progress })
      },
    })
    post({ kind: 'finished', file })
  } catch (error) {
    const { name, message, stack = '', code } = error as Error & { code?: string }
    post({ kind: 'failed', error: { name, message, stack, ...(code === undefined ? {} : { code }) } })
  }
  port.close()
}

if (!isMainThread) await runInThread(workerData as Assignment)
