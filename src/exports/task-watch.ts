import { setTimeout as sleep } from 'node:timers/promises'

import type pg from 'pg'

import { forAccount } from '../database/scope.ts'
import type { Logger } from '../log.ts'
import type { ExportTask } from './task.ts'

/** How often tasks that somebody watches are looked at, in milliseconds: twice as often as a worker writes its progress. */
const INTERVAL_MS = 500

/** Which task, and whose. */
export interface WatchedTask {
  readonly accountId: string
  readonly projectId: string
  readonly taskId: string
}

/** Told of a task as it is; null: it is gone. */
export type TaskListener = (task: ExportTask | null) => void

interface Watcher extends WatchedTask {
  readonly tell: TaskListener
}

/**
 * Looks at tasks for those who watch them, whichever process works on them: one statement an account and interval,
 * however many watch, and none while nobody does. Rejected: NOTIFY for each progress, which a listener that was cut off
 * for a moment never hears of again.
 */
export class TaskWatch {
  readonly #pool: pg.Pool
  readonly #log: Logger
  readonly #watchers = new Set<Watcher>()
  #isLooking = false

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool
    this.#log = log
  }

  /** Tells a listener of a task again and again. @returns ends it */
  watch(task: WatchedTask, tell: TaskListener): () => void {
    const watcher = { ...task, tell }
    this.#watchers.add(watcher)
    if (!this.#isLooking) void this.#lookOn()
    return () => this.#watchers.delete(watcher)
  }

  /** Looks as long as somebody watches. */
  async #lookOn(): Promise<void> {
    this.#isLooking = true
    while (this.#watchers.size > 0) {
      await sleep(INTERVAL_MS, undefined, { ref: false })
      const byAccount = Map.groupBy(this.#watchers, ({ accountId }) => accountId)
      await Promise.all([...byAccount].map(([accountId, watchers]) => this.#tellAll(accountId, watchers)))
    }
    this.#isLooking = false
  }

  async #tellAll(accountId: string, watchers: readonly Watcher[]): Promise<void> {
    try {
      const tasks = await forAccount(this.#pool, accountId)
        .selectFrom('export_tasks')
        .selectAll()
        .where('project_id', 'in', [...new Set(watchers.map(({ projectId }) => projectId))])
        .where('id', 'in', [...new Set(watchers.map(({ taskId }) => taskId))])
        .execute()
      const found = new Map(tasks.map((task) => [`${task.project_id} ${task.id}`, task]))
      for (const { projectId, taskId, tell } of watchers) tell(found.get(`${projectId} ${taskId}`) ?? null)
    } catch (error) {
      // Whoever watches is told again once the database answers.
      this.#log.warn({ error: (error as Error).message }, 'watched tasks not read')
    }
  }
}
