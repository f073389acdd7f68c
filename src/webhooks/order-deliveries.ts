import type pg from 'pg'
import { sql } from 'kysely'

import { accountIds } from '../database/accounts.ts'
import { forAccount } from '../database/scope.ts'
import type { DeliveryJob } from './deliver.ts'

/** What orders the work on a delivery; ordered once more, it stays the one order. */
export interface DeliveryQueue {
  enqueueDelivery(job: DeliveryJob): Promise<void>
}

/** How old a notice is that a process left unordered, since it ended right after it had ended the task. */
const LEFT_SECONDS = 30

/** Orders the sending of what the end of a task left to be told. */
export async function orderDeliveriesOf(
  pool: pg.Pool,
  queue: DeliveryQueue,
  task: { readonly account_id: string; readonly project_id: string; readonly task_id: string },
): Promise<void> {
  const waiting = await forAccount(pool, task.account_id)
    .selectFrom('webhook_deliveries')
    .select(['account_id', 'project_id', 'id as delivery_id'])
    .where('project_id', '=', task.project_id)
    .where('task_id', '=', task.task_id)
    .execute()
  for (const job of waiting) await queue.enqueueDelivery(job)
}

/** Orders whatever waits and may have been left: after a crash, and after a backup was restored. */
export async function orderLeftDeliveries(pool: pg.Pool, queue: DeliveryQueue): Promise<void> {
  for (const accountId of await accountIds(pool)) {
    const waiting = await forAccount(pool, accountId)
      .selectFrom('webhook_deliveries')
      .select(['account_id', 'project_id', 'id as delivery_id'])
      .where('created_at', '<', sql<Date>`clock_timestamp() - make_interval(secs => ${LEFT_SECONDS})`)
      .execute()
    for (const job of waiting) await queue.enqueueDelivery(job)
  }
}
