import { isMainThread, parentPort, workerData } from 'node:worker_threads'

import { giveWay } from '../background.ts'
import { openStore, type StoreSettings } from '../storage/open-store.ts'
import { type PlainError, plainError } from './plain-error.ts'
import { type FinishedFile, type Progress, type Run, runExport } from './run.ts'

/** How often a run tells how far it is, in milliseconds. */
const REPORT_INTERVAL_MS = 250

/** What a thread is told. */
export type Order = { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'cancel' }

/** What a thread tells. */
export type Report =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'finished'; readonly file: FinishedFile }
  | { readonly kind: 'failed'; readonly error: PlainError }

/** The thread's side of threads.ts: one run after another, each as it is ordered. */
async function serveOrders(settings: StoreSettings): Promise<void> {
  const port = parentPort
  if (port === null) return
  const store = await openStore(settings)
  const post = (report: Report) => port.postMessage(report)
  let cancelled = new AbortController()
  port.on('message', (order: Order) => {
    if (order.kind === 'cancel') {
      cancelled.abort(new Error('The export was cancelled'))
      return
    }
    cancelled = new AbortController()
    let reported = 0
    const report = (progress: Progress) => {
      if (progress.rows > 0 && Date.now() - reported < REPORT_INTERVAL_MS) return
      reported = Date.now()
      post({ kind: 'progress', progress })
    }
    runExport(order.run, store, { signal: cancelled.signal, report }).then(
      (file) => post({ kind: 'finished', file }),
      (error: unknown) => post({ kind: 'failed', error: plainError(error as Error & { code?: string }) }),
    )
  })
}

if (!isMainThread) {
  giveWay()
  await serveOrders(workerData as StoreSettings)
}
