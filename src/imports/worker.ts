import { forAccount } from '../database/scope.ts'
import { claimTask, failTask, keepingOf } from '../exports/attempt.ts'
import { failureOf } from '../exports/failure.ts'
import type { ExportJob } from '../exports/queue.ts'
import { type WatchedRun, watchOver } from '../exports/worker.ts'
import type { Services } from '../services.ts'
import { uploadKey } from './order.ts'
import { startImport } from './thread.ts'

type Needs = Pick<Services, 'pool' | 'settings' | 'store' | 'log'> & {
  readonly databaseUrl: string
  /** The role that changes the directory; null: the one of the URL. */
  readonly role: string | null
}

/**
 * Works on one import: claims its task and runs it; the run itself ends the task. What passes by itself is thrown, so that
 * the queue tries again; what does not fails the task.
 *
 * @param signal the queue has given up on this attempt
 */
export async function workOnImport(job: ExportJob, signal: AbortSignal, needs: Needs): Promise<void> {
  const { settings, log, store } = needs
  const database = forAccount(needs.pool, job.account_id)
  const claim = await claimTask(database, job, settings.MUSTER_EXPORT_ATTEMPTS)
  if (claim === null) return
  const about = { task_id: claim.id, project_id: claim.projectId, attempt: claim.attempt }
  log.info(about, 'import started')
  const running = startImport(settings, {
    databaseUrl: needs.databaseUrl,
    role: needs.role,
    claim,
    timeoutSeconds: settings.MUSTER_EXPORT_TIMEOUT_SECONDS,
    keeping: keepingOf(settings),
  })
  const watched: WatchedRun = {
    get progress() {
      return running.progress === null ? null : { snapshotAt: null, ...running.progress }
    },
    cancel: () => running.cancel(),
  }
  const watch = watchOver(watched, claim, signal, { database, log })
  try {
    const { unknown_columns: unknown, ...counts } = await running.finished
    log.info({ ...about, ...counts, unknown_columns: unknown.length }, 'import finished')
    await store.delete(uploadKey(claim.id))
  } catch (error) {
    if (watch.taskGone || (error as Error).name === 'TaskGone') {
      log.info(about, 'import cancelled')
      return
    }
    const failure = failureOf(error as Error, 'import')
    log.warn({ ...about, err: error }, 'import attempt failed')
    if (signal.aborted) throw error
    if (!failure.final && claim.attempt < settings.MUSTER_EXPORT_ATTEMPTS) throw error
    await failTask(database, claim, failure)
    await store.delete(uploadKey(claim.id))
  } finally {
    watch.stop()
  }
}
