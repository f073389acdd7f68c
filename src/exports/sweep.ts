import { sql } from 'kysely'
import type pg from 'pg'

import { done, onBehalf } from '../audit/event.ts'
import { recordEvent } from '../audit/record-event.ts'
import { accountIds } from '../database/accounts.ts'
import type { Database } from '../database/connect.ts'
import { forAccount } from '../database/scope.ts'
import { sweepCredentials } from '../iam/sweep.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../storage/store.ts'
import type { ExportQueue } from './queue.ts'

/** How long a file that no task names may lie where others may be writing: twice the bound of a takeover. */
const ORPHAN_MS = 40_000

interface Needs {
  readonly pool: pg.Pool
  readonly store: Store
  readonly log: Logger
}

/**
 * Removes the bytes of expired files, the records that had their time, and files that no task names; expired tokens
 * and keys besides, as it goes from account to account anyway.
 */
export async function sweep(needs: Needs, recordSeconds: number): Promise<void> {
  for (const accountId of await accountIds(needs.pool)) {
    const database = forAccount(needs.pool, accountId)
    await purgeExpired(database, needs)
    await deleteRecords(database, recordSeconds)
    await sweepCredentials(database)
  }
  await removeOrphans(needs, ORPHAN_MS)
}

async function deleteRecords(database: Database, recordSeconds: number): Promise<void> {
  await database
    .deleteFrom('export_tasks')
    .where(
      sql<boolean>`(purged_at IS NOT NULL AND expires_at < clock_timestamp() - make_interval(secs => ${recordSeconds}))
        OR (status = 'FAIL' AND finished_at < clock_timestamp() - make_interval(secs => ${recordSeconds}))`,
    )
    .execute()
}

async function purgeExpired(database: Database, { store, log }: Needs): Promise<void> {
  const expired = await database
    .selectFrom('export_tasks')
    .selectAll()
    .where('status', '=', 'SUCCESS')
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .where('purged_at', 'is', null)
    .execute()
  for (const task of expired) {
    if (task.file_key !== null) await store.delete(task.file_key)
    await database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('export_tasks')
        .set({ purged_at: sql<Date>`clock_timestamp()` })
        .where('project_id', '=', task.project_id)
        .where('id', '=', task.id)
        .where('purged_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return
      // What a report says goes with it.
      await transaction
        .deleteFrom('import_differences')
        .where('project_id', '=', task.project_id)
        .where('task_id', '=', task.id)
        .execute()
      // The proof that the bytes are gone, by the hash that they had.
      await recordEvent(transaction, {
        ...onBehalf(task, 'sweeper', 'ExportExpired'),
        ...done([task.id], { sha256: task.sha256, bytes: task.file_size, rows: task.rows_total }),
      })
    })
    log.info({ task_id: task.id }, 'expired file removed')
  }
}

/**
 * Removes files that no task names: what a killed worker left, finished or not.
 *
 * @param minimumAgeMs 0 only where nobody else can be writing
 */
export async function removeOrphans({ pool, store, log }: Needs, minimumAgeMs: number): Promise<void> {
  const before = Date.now() - minimumAgeMs
  const nameless = new Set<string>()
  for await (const { key, modified } of store.list()) if (modified.getTime() <= before) nameless.add(key)
  // A file is an orphan only where no account's task names it.
  if (nameless.size > 0) {
    for (const accountId of await accountIds(pool)) {
      const keys = await keysInUse(forAccount(pool, accountId), [...nameless], minimumAgeMs > 0)
      for (const key of keys) nameless.delete(key)
    }
  }
  for (const key of nameless) {
    await store.delete(key)
    log.info({ file: key }, 'orphaned file removed')
  }
}

/**
 * Which of the files an account's tasks name, or write to.
 *
 * @param othersWrite counts what the current attempt at a task writes to, named or not: a slow database can let it
 *   lie for longer than a takeover takes. What a killed worker left is an earlier attempt's as soon as another
 *   takes the task over.
 */
async function keysInUse(
  database: Database,
  keys: readonly string[],
  othersWrite: boolean,
): Promise<string[]> {
  const ids = keys.flatMap((key) => /^(?:\.tmp-)?(\w+)\./.exec(key)?.[1] ?? [])
  const tasks = await database
    .selectFrom('export_tasks')
    .select(['id', 'attempt', 'status', 'file_key'])
    .where(
      sql<boolean>`file_key = ANY (${keys}::text[]) OR (status = 'CREATING' AND id = ANY (${ids}::text[]))`,
    )
    .execute()
  return tasks.flatMap(({ id, attempt, status, file_key: named }) => {
    if (named !== null) return [named]
    if (status !== 'CREATING') return []
    const key = `${id}.${attempt}.xlsx`
    // What an import reads is needed until its task has ended.
    return othersWrite ? [`${id}.upload`, key, `.tmp-${key}`] : [`${id}.upload`]
  })
}

/**
 * What the start of a one-machine server does before it works: nobody else can be writing, so leftovers go at
 * once, and the tasks that were running when the process ended are taken up again without waiting.
 */
export async function resumeAlone(needs: Needs, queue: ExportQueue): Promise<void> {
  await removeOrphans(needs, 0)
  for (const accountId of await accountIds(needs.pool)) {
    const running = await forAccount(needs.pool, accountId)
      .selectFrom('export_tasks')
      .select(['project_id', 'id', 'task_type'])
      .where('status', '=', 'CREATING')
      .orderBy('id')
      .execute()
    for (const { project_id, id, task_type } of running) {
      await queue.requeue({ account_id: accountId, project_id, task_id: id, task_type })
      needs.log.info({ task_id: id, task_type }, 'task taken up again')
    }
  }
}
