import { setInterval } from 'node:timers/promises'

import type { Database } from '../database/connect.ts'
import { forAccount } from '../database/scope.ts'
import type { Services } from '../services.ts'
import { trace } from '../tracepoints.ts'
import {
  type AttemptProgress,
  type Claim,
  claimTask,
  failTask,
  keepingOf,
  publishFile,
  recordProgress,
} from './attempt.ts'
import { failureOf } from './failure.ts'
import type { ExportJob } from './queue.ts'
import type { ExportThreads } from './threads.ts'

/** How often the task is told how far its run is, and the run whether its task is still there. */
const PROGRESS_INTERVAL_MS = 1000

type Needs = Pick<Services, 'pool' | 'settings' | 'store' | 'metrics' | 'log'> & {
  readonly databaseUrl: string
  /** The role that reads the directory; null: the one of the URL. */
  readonly role: string | null
  /** Whether the database is one of our own on this machine. */
  readonly isDatabaseOurs: boolean
  readonly threads: ExportThreads
}

type Watched = Needs & { readonly database: Database }

/**
 * Works on one task: claims it, runs it, publishes its file. What passes by itself is thrown, so that the
 * queue tries again; what does not fails the task.
 *
 * @param signal the queue has given up on this attempt
 */
export async function workOnTask(job: ExportJob, signal: AbortSignal, needs: Needs): Promise<void> {
  const { settings, log, metrics } = needs
  // The account is that of the task's own job, never one that was at work before.
  const database = forAccount(needs.pool, job.account_id)
  const claim = await claimTask(database, job, settings.MUSTER_EXPORT_ATTEMPTS)
  if (claim === null) return
  const about = { task_id: claim.id, project_id: claim.projectId, attempt: claim.attempt }
  const began = performance.now()
  metrics.exportAttempts.inc({ attempt: claim.attempt === 1 ? 'first' : 'again' })
  log.info(about, 'export started')
  trace('claimed', claim.fileKey)
  const running = needs.threads.run({
    databaseUrl: needs.databaseUrl,
    role: needs.role,
    isDatabaseOurs: needs.isDatabaseOurs,
    fileKey: claim.fileKey,
    task: claim.task,
    engine: settings.MUSTER_EXPORT_ENGINE,
    encoderThreads: settings.MUSTER_EXPORT_THREADS,
    timeoutSeconds: settings.MUSTER_EXPORT_TIMEOUT_SECONDS,
  })
  const watch = watchOver(running, claim, signal, { ...needs, database })
  try {
    const file = await running.finished
    trace('publishing', claim.fileKey)
    const published = await publishFile(database, claim, file, keepingOf(settings))
    if (published) {
      trace('published', claim.fileKey)
      metrics.exports.inc({ outcome: 'success' })
      metrics.exportSeconds.observe((performance.now() - began) / 1000)
      metrics.exportedRows.inc(file.rows)
      metrics.exportedBytes.inc(file.size)
      log.info({ ...about, rows: file.rows, bytes: file.size, cut_cells: file.cutCells }, 'export finished')
    } else {
      // Deleted, or taken over by another worker: nobody names this file.
      await needs.store.delete(claim.fileKey)
      log.info(about, 'export given up: the task is no longer this attempt’s')
    }
  } catch (error) {
    if (watch.taskGone) {
      metrics.exports.inc({ outcome: 'cancelled' })
      log.info(about, 'export cancelled')
      return
    }
    // No task will name it. After any other error one might: a commit whose answer was lost.
    if ((error as Error).name === 'QuotaExceeded') await needs.store.delete(claim.fileKey)
    await settle(error as Error, claim, { ...needs, database }, signal.aborted)
  } finally {
    watch.stop()
  }
}

/** A run that can be asked how far it is, and told to stop. */
export interface WatchedRun {
  readonly progress: AttemptProgress | null
  cancel(): void
}

/**
 * Writes the progress down, and cancels the run where its task is gone or the queue has given up on it.
 *
 * @returns whether the task is gone, and how to stop watching
 */
export function watchOver(
  running: WatchedRun,
  claim: Claim,
  signal: AbortSignal,
  { database, log }: Pick<Watched, 'database' | 'log'>,
): { readonly taskGone: boolean; stop(): void } {
  const stopped = new AbortController()
  const state = { taskGone: false, stop: () => stopped.abort() }
  const cancel = () => running.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  stopped.signal.addEventListener('abort', () => signal.removeEventListener('abort', cancel))
  const owned = () =>
    // A connection that drops says nothing about the task, and one more second will tell.
    recordProgress(database, claim, running.progress).catch((error: Error) => {
      if (!stopped.signal.aborted)
        log.warn({ task_id: claim.id, error: error.message }, 'progress not recorded')
      return true
    })
  const watch = async () => {
    for await (const _ of setInterval(PROGRESS_INTERVAL_MS, undefined, {
      signal: stopped.signal,
      ref: false,
    })) {
      if (await owned()) continue
      state.taskGone = true
      cancel()
      return
    }
  }
  // What is left to reject is the end of the watch.
  watch().catch(() => {})
  return state
}

async function settle(
  error: Error,
  claim: Claim,
  { database, settings, metrics, log }: Watched,
  stopping: boolean,
): Promise<void> {
  const failure = failureOf(error)
  log.warn({ task_id: claim.id, attempt: claim.attempt, err: error }, 'export attempt failed')
  if (stopping) throw error
  if (!failure.final && claim.attempt < settings.MUSTER_EXPORT_ATTEMPTS) throw error
  metrics.exports.inc({ outcome: 'fail' })
  await failTask(database, claim, failure)
}
