import { type Transaction, sql } from 'kysely'

import type { Settings } from '../config.ts'
import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import { errors } from '../errors.ts'
import { QuotaExceeded } from './failure.ts'

/** How much a project may have of something; 0: any number. */
export interface ProjectLimits {
  /** Tasks that run or wait at a time. */
  readonly exports: number
  /** Bytes of the files that are kept. */
  readonly storedBytes: number
}

/** The limits of a project that has none of its own. */
export const limitsOfSettings = (settings: Settings): ProjectLimits => ({
  exports: settings.MUSTER_LIMIT_EXPORTS,
  storedBytes: settings.MUSTER_LIMIT_STORED_BYTES,
})

/** A client that is refused had better wait for an export to end than for a window of time. */
const RETRY_SECONDS = 10

/**
 * Refuses a new task, which is inserted already, where its project has too many that are unfinished, or keeps too many
 * bytes. Creations of one project go one after the other from here to their commit, so that of two at once the second sees
 * the first. A repeated request with its idempotency key does not come here: it makes no task.
 *
 * @throws ApiError tooManyRequests, storageQuotaReached
 */
export async function requireRoom(
  transaction: Transaction<Tables>,
  projectId: string,
  general: ProjectLimits,
): Promise<void> {
  const { exports, storedBytes } = await limitsOf(transaction, projectId, general)
  if (exports === 0 && storedBytes === 0) return
  await oneByOne(transaction, projectId)
  const { unfinished } = await transaction
    .selectFrom('export_tasks')
    .select((row) => row.fn.countAll<number>().as('unfinished'))
    .where('project_id', '=', projectId)
    .where('status', '=', 'CREATING')
    .executeTakeFirstOrThrow()
  if (exports > 0 && unfinished > exports) throw errors.tooManyRequests(exports, '1 minute', RETRY_SECONDS)
  if (storedBytes === 0) return
  const kept = await keptBytes(transaction, projectId)
  if (kept >= storedBytes) throw errors.storageQuotaReached(kept, storedBytes)
}

/**
 * Refuses a finished file that its project has no room for. Files of one project are published one after the other from
 * here to their commit: two that fit alone, and not together, do not both come in.
 *
 * @throws QuotaExceeded
 */
export async function requireSpace(
  transaction: Transaction<Tables>,
  projectId: string,
  bytes: number,
  general: ProjectLimits,
): Promise<void> {
  const { storedBytes } = await limitsOf(transaction, projectId, general)
  if (storedBytes === 0) return
  await oneByOne(transaction, projectId)
  const kept = await keptBytes(transaction, projectId)
  if (kept + bytes > storedBytes) throw new QuotaExceeded(bytes, kept, storedBytes)
}

/** The limits that hold for a project: its own before the general ones. */
async function limitsOf(
  database: Database,
  projectId: string,
  general: ProjectLimits,
): Promise<ProjectLimits> {
  const own = await database
    .selectFrom('projects')
    .select(['most_exports', 'most_stored_bytes'])
    .where('id', '=', projectId)
    .executeTakeFirst()
  return {
    exports: own?.most_exports ?? general.exports,
    storedBytes: own?.most_stored_bytes ?? general.storedBytes,
  }
}

async function keptBytes(database: Database, projectId: string): Promise<number> {
  const { kept } = await database
    .selectFrom('export_tasks')
    .select(sql<number>`coalesce(sum(file_size), 0)::bigint`.as('kept'))
    .where('project_id', '=', projectId)
    .where('status', '=', 'SUCCESS')
    .where('purged_at', 'is', null)
    .executeTakeFirstOrThrow()
  return kept
}

async function oneByOne(transaction: Transaction<Tables>, projectId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`muster exports of ${projectId}`}, 0))`.execute(
    transaction,
  )
}

/** What a project may have, and has. */
export interface ProjectUse {
  readonly project: string
  readonly most_exports: number
  readonly most_stored_bytes: number
  readonly stored_bytes: number
}

/**
 * Sets limits of a project's own; null: the general ones hold again, undefined: as it was.
 *
 * @returns what holds then, and how much is in use
 */
export async function setProjectLimits(
  database: Database,
  projectId: string,
  own: { readonly exports?: number | null | undefined; readonly storedBytes?: number | null | undefined },
  general: ProjectLimits,
): Promise<ProjectUse> {
  const changes = {
    ...(own.exports === undefined ? {} : { most_exports: own.exports }),
    ...(own.storedBytes === undefined ? {} : { most_stored_bytes: own.storedBytes }),
  }
  if (Object.keys(changes).length > 0)
    await database.updateTable('projects').set(changes).where('id', '=', projectId).execute()
  const { exports, storedBytes } = await limitsOf(database, projectId, general)
  return {
    project: projectId,
    most_exports: exports,
    most_stored_bytes: storedBytes,
    stored_bytes: await keptBytes(database, projectId),
  }
}
