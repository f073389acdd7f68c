import { parentPort, workerData } from 'node:worker_threads'

import { giveWay } from '../background.ts'
import { type PlainError, plainError } from '../exports/plain-error.ts'
import { openStore, type StoreSettings } from '../storage/open-store.ts'
import type { ImportResult } from './order.ts'
import { type ImportRun, runImport } from './run.ts'
import type { Reading } from './stage.ts'

/** How often a run tells how far it is, in milliseconds. */
const REPORT_INTERVAL_MS = 250

/** What a thread is started with. */
export interface ThreadOrder {
  readonly store: StoreSettings
  readonly run: ImportRun
}

/** What a thread tells. It is told nothing but to stop, by any message. */
export type ThreadReport =
  | { readonly kind: 'progress'; readonly reading: Reading }
  | { readonly kind: 'finished'; readonly result: ImportResult }
  | { readonly kind: 'failed'; readonly error: PlainError }

/** The thread's side of thread.ts: one import, and the end. */
async function serve({ store, run }: ThreadOrder): Promise<void> {
  const port = parentPort
  if (port === null) return
  const post = (report: ThreadReport) => port.postMessage(report)
  const cancelled = new AbortController()
  port.on('message', () => cancelled.abort(new Error('The import was cancelled')))
  let reported = 0
  try {
    const result = await runImport(run, await openStore(store), {
      signal: cancelled.signal,
      report: (reading) => {
        if (Date.now() - reported < REPORT_INTERVAL_MS) return
        reported = Date.now()
        post({ kind: 'progress', reading })
      },
    })
    post({ kind: 'finished', result })
  } catch (error) {
    post({ kind: 'failed', error: plainError(error as Error & { code?: string }) })
  } finally {
    port.close()
  }
}

giveWay()
await serve(workerData as ThreadOrder)
