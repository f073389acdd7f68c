import type { Transaction } from 'kysely'
import { type JobWithMetadata, PgBoss, fromKysely } from 'pg-boss'

import type { Settings } from '../config.ts'
import type { Tables } from '../database/tables.ts'
import { asUuid } from '../ids.ts'
import type { Logger } from '../log.ts'
import type { DeliveryJob } from '../webhooks/deliver.ts'
import { nextTurn } from './fair-share.ts'

/** Which task a job is the order to work on. */
export interface ExportJob {
  account_id: string
  project_id: string
  task_id: string
  /** Absent: an export's. */
  task_type?: Tables['export_tasks']['task_type']
}

const EXPORTS = 'exports'
const SWEEPS = 'sweeps'
const WEBHOOKS = 'webhooks'

// A worker that stops renewing its claim is given up after 10 s and looked for every 5: its task runs again
// 12 s after a crash (measured), and the promise is 20.
const HEARTBEAT_SECONDS = 10
const SUPERVISE_SECONDS = 5
// New work is told of; work that is to be tried again is not, and pg-boss would look for it every 30 s only.
const POLL_SECONDS = 2
// A notice that is not taken is tried again after 2, 4, 8 s and so on up to an hour: for about a day.
const DELIVERY_RETRIES = 34
// Notices that a process sends at a time; to one project's webhook they go one by one, so that a slow one holds one place.
const DELIVERIES = 4

/** What a worker does with what the queue gives it. */
export interface QueueWork {
  readonly run: (job: ExportJob, signal: AbortSignal) => Promise<void>
  readonly deliver: (job: DeliveryJob, of: { isLast: boolean; signal: AbortSignal }) => Promise<void>
  readonly sweep: () => Promise<void>
}

/** The work queue: pg-boss on the same PostgreSQL, so that a task and its job are committed together. */
export class ExportQueue {
  readonly #boss: PgBoss
  readonly #settings: Settings

  constructor(url: string, settings: Settings, log: Logger) {
    const boss = new PgBoss({
      connectionString: url,
      application_name: 'muster queue',
      max: 4,
      useListenNotify: true,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
    })
    boss.on('error', (error) => log.warn({ error: error.message }, 'work queue'))
    boss.on('warning', (warning) => log.debug({ warning: warning.message }, 'work queue'))
    this.#boss = boss
    this.#settings = settings
  }

  /** Connects, and brings pg-boss's own schema up to date. */
  async start(): Promise<void> {
    const boss = this.#boss
    await boss.start()
    await boss.createQueue(EXPORTS, {
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      // The task's own count of attempts decides when to give up; the queue must not do so before.
      retryLimit: this.#settings.MUSTER_EXPORT_ATTEMPTS + 1,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      expireInSeconds: this.#settings.MUSTER_EXPORT_TIMEOUT_SECONDS,
    })
    await boss.createQueue(WEBHOOKS, {
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retryLimit: DELIVERY_RETRIES,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: 60,
      deleteAfterSeconds: 3600,
    })
    await boss.createQueue(SWEEPS, { policy: 'singleton', retryLimit: 0, deleteAfterSeconds: 3600 })
  }

  /** Orders work on a task, in the transaction that inserts it; projects take turns. */
  async enqueue(transaction: Transaction<Tables>, job: ExportJob): Promise<void> {
    await this.#boss.send(EXPORTS, job, {
      id: asUuid(job.task_id),
      db: fromKysely(transaction),
      group: { id: job.project_id },
      // pg-boss takes the highest first.
      priority: -(await nextTurn(transaction, EXPORTS, job.project_id)),
    })
  }

  /** Orders work on a task again, at once, whatever became of the job before. */
  async requeue(job: ExportJob): Promise<void> {
    await this.#boss.deleteJob(EXPORTS, asUuid(job.task_id))
    await this.#boss.send(EXPORTS, job, { id: asUuid(job.task_id), group: { id: job.project_id } })
  }

  /** Orders the sending of a notice. What is ordered already stays so. */
  async enqueueDelivery(job: DeliveryJob): Promise<void> {
    await this.#boss.send(WEBHOOKS, job, { id: asUuid(job.delivery_id), group: { id: job.project_id } })
  }

  /**
   * Works on tasks and notices as they come, and sweeps once a minute. A handler that throws has its job tried again later;
   * its signal tells it that the queue has given up on it.
   */
  async work({ run, deliver, sweep }: QueueWork): Promise<void> {
    for (let place = 0; place < this.#settings.MUSTER_EXPORT_CONCURRENCY; place++)
      await this.#workOnExports(run)
    await this.#boss.work(
      WEBHOOKS,
      {
        includeMetadata: true,
        localConcurrency: DELIVERIES,
        localGroupConcurrency: 1,
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
        heartbeatRefreshSeconds: 3,
      },
      async ([job]: JobWithMetadata<DeliveryJob>[]) => {
        if (job === undefined) return
        await deliver(job.data, { isLast: job.retryCount >= job.retryLimit, signal: job.signal })
      },
    )
    await this.#boss.work(SWEEPS, sweep)
    await this.#boss.schedule(SWEEPS, '* * * * *')
  }

  /**
   * Works on one export after another. pg-boss pauses for a poll after each job; told that there may be more, it looks at
   * once: seven small exports that waited took 10.5 s, and take 0.9 so.
   */
  async #workOnExports(run: QueueWork['run']): Promise<void> {
    let worker = ''
    worker = await this.#boss.work<ExportJob>(
      EXPORTS,
      {
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
        heartbeatRefreshSeconds: 3,
      },
      async ([job]) => {
        if (job === undefined) return
        try {
          await run(job.data, job.signal)
        } finally {
          this.#boss.notifyWorker(worker)
        }
      },
    )
  }

  /** Stops taking work; what runs is aborted and left to be taken up again. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false })
  }
}
