import { sql } from 'kysely'

import { done, onBehalf } from '../audit/event.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Database } from '../database/connect.ts'
import { forAccount } from '../database/scope.ts'
import type { Services } from '../services.ts'
import type { Delivery } from './notice.ts'
import { type Attempt, sendNotice } from './send-notice.ts'
import { Reach } from './reach.ts'

/** Which notice a job is the order to send. */
export interface DeliveryJob {
  account_id: string
  project_id: string
  delivery_id: string
}

type Needs = Pick<Services, 'pool' | 'settings' | 'masterKey' | 'metrics' | 'log'>

/** A notice was not taken; the queue tries again. */
class NotTaken extends Error {
  override readonly name = 'NotTaken'
}

/**
 * Sends one notice to its project's webhook; what was deleted meanwhile, with its webhook, goes nowhere.
 *
 * @param isLast the queue tries no more: what is not taken now is given up, and the audit trail says so
 * @param signal the process stops; this try counts for nothing
 * @throws NotTaken where it is to be tried again
 */
export async function deliverNotice(
  job: DeliveryJob,
  { isLast, signal }: { readonly isLast: boolean; readonly signal: AbortSignal },
  { pool, settings, masterKey, metrics, log }: Needs,
): Promise<void> {
  const database = forAccount(pool, job.account_id)
  const found = await database
    .selectFrom('webhook_deliveries')
    .innerJoin('webhooks', 'webhooks.project_id', 'webhook_deliveries.project_id')
    .selectAll('webhook_deliveries')
    .select(['webhooks.url', 'webhooks.sealed_secret'])
    .where('webhook_deliveries.project_id', '=', job.project_id)
    .where('webhook_deliveries.id', '=', job.delivery_id)
    .executeTakeFirst()
  if (found === undefined) return
  const { url, sealed_secret: sealedSecret, ...delivery } = found
  const attempt = await sendNotice(
    { url, sealedSecret, projectId: job.project_id },
    { id: delivery.id, notice: delivery.notice },
    { masterKey, reach: new Reach(settings.MUSTER_WEBHOOK_PRIVATE_NETWORKS), signal },
  )
  signal.throwIfAborted()
  const about = { delivery_id: delivery.id, project_id: delivery.project_id, task_id: delivery.task_id }
  metrics.webhookDeliveries.inc({ outcome: attempt.failure === null ? 'taken' : 'failed' })
  if (attempt.failure === null || isLast) await conclude(database, delivery, url, attempt)
  else await noteFailure(database, job.project_id, attempt.failure)
  if (attempt.failure === null) log.info({ ...about, status: attempt.status }, 'notice taken by webhook')
  else log.warn({ ...about, failure: attempt.failure, given_up: isLast }, 'notice not taken by webhook')
  if (attempt.failure !== null && !isLast) throw new NotTaken(attempt.failure)
}

/** The notice is out, or given up: it waits no more, and the audit trail says which. */
async function conclude(
  database: Database,
  delivery: Delivery,
  url: string,
  { status, failure }: Attempt,
): Promise<void> {
  const origin = onBehalf(delivery, 'worker', failure === null ? 'WebhookDelivered' : 'WebhookFailed')
  // A path can be a secret of the receiver's; the host is none.
  const details = { delivery_id: delivery.id, host: new URL(url).host }
  await database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('webhook_deliveries')
      .where('project_id', '=', delivery.project_id)
      .where('id', '=', delivery.id)
      .executeTakeFirst()
    // Sent twice, where a worker was taken for dead, it is told of once.
    if (numDeletedRows === 0n) return
    await noteFailure(transaction, delivery.project_id, failure)
    await recordEvent(
      transaction,
      failure === null
        ? { ...origin, ...done([delivery.task_id], details, status) }
        : {
            ...origin,
            outcome: 'failed',
            status,
            errorCode: null,
            resources: [delivery.task_id],
            details: { ...details, reason: failure },
          },
    )
  })
}

/** Notes what came of the last try. */
async function noteFailure(database: Database, projectId: string, failure: string | null): Promise<void> {
  await database
    .updateTable('webhooks')
    .set({ tried_at: sql<Date>`clock_timestamp()`, failure })
    .where('project_id', '=', projectId)
    .execute()
}
