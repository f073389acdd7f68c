import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../storage/store.ts'
import type { ExportQueue } from './queue.ts'

/** How long a file that no task names may lie where others may be writing: twice the bound of a takeover. */
const ORPHAN_MS = 40_000

interface Needs {
  readonly database: Database
  readonly store: Store
  readonly log: Logger
}

/** Removes the bytes of expired files, the records that had their time, and files that no task names. */
export async function sweep(needs: Needs, recordSeconds: number): Promise<void> {
  await purgeExpired(needs)
  await needs.database
    .deleteFrom('export_tasks')
    .where(
      sql<boolean>`(purged_at IS NOT NULL AND expires_at < clock_timestamp() - make_interval(secs => ${recordSeconds}))
        OR (status = 'FAIL' AND finished_at < clock_timestamp() - make_interval(secs => ${recordSeconds}))`,
    )
    .execute()
  await needs.database
    .deleteFrom('tokens')
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
  await removeOrphans(needs, ORPHAN_MS)
}

async function purgeExpired({ database, store, log }: Needs): Promise<void> {
  const expired = await database
    .selectFrom('export_tasks')
    .select(['project_id', 'id', 'file_key'])
    .where('status', '=', 'SUCCESS')
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .where('purged_at', 'is', null)
    .execute()
  for (const task of expired) {
    if (task.file_key !== null) await store.delete(task.file_key)
    await database
      .updateTable('export_tasks')
      .set({ purged_at: sql<Date>`clock_timestamp()` })
      .where('project_id', '=', task.project_id)
      .where('id', '=', task.id)
      .execute()
    log.info({ task_id: task.id }, 'expired file removed')
  }
}

/**
 * Removes files that no task names: what a killed worker left, finished or not.
 *
 * @param minimumAgeMs 0 only where nobody else can be writing
 */
export async function removeOrphans({ database, store, log }: Needs, minimumAgeMs: number): Promise<void> {
  const before = Date.now() - minimumAgeMs
  for await (const { key, modified } of store.list()) {
    if (modified.getTime() > before || (await isNamed(database, key))) continue
    if (minimumAgeMs > 0 && (await isBeingWritten(database, key))) continue
    await store.delete(key)
    log.info({ file: key }, 'orphaned file removed')
  }
}

async function isNamed(database: Database, key: string): Promise<boolean> {
  const task = await database
    .selectFrom('export_tasks')
    .select('id')
    .where('file_key', '=', key)
    .executeTakeFirst()
  return task !== undefined
}

/**
 * Whether a file is what the current attempt at a task writes to: a slow database can let it lie for longer than
 * a takeover takes. What a killed worker left is an earlier attempt's as soon as another takes the task over.
 */
async function isBeingWritten(database: Database, key: string): Promise<boolean> {
  const [, id, attempt] = /^(?:\.tmp-)?(\w+)\.(\d+)\.xlsx$/.exec(key) ?? []
  if (id === undefined) return false
  const task = await database
    .selectFrom('export_tasks')
    .select('id')
    .where('status', '=', 'CREATING')
    .where('id', '=', id)
    .where('attempt', '=', Number(attempt))
    .executeTakeFirst()
  return task !== undefined
}

/**
 * What the start of a one-machine server does before it works: nobody else can be writing, so leftovers go at
 * once, and the tasks that were running when the process ended are taken up again without waiting.
 */
export async function resumeAlone(needs: Needs, queue: ExportQueue): Promise<void> {
  await removeOrphans(needs, 0)
  const running = await needs.database
    .selectFrom('export_tasks')
    .select(['project_id', 'id'])
    .where('status', '=', 'CREATING')
    .orderBy('id')
    .execute()
  for (const { project_id, id } of running) {
    await queue.requeue({ project_id, task_id: id })
    needs.log.info({ task_id: id }, 'export taken up again')
  }
}
