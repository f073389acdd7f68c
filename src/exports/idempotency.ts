import { createHash } from 'node:crypto'
import { type Transaction, sql } from 'kysely'

import type { Tables } from '../database/tables.ts'
import { errors } from '../errors.ts'

/** The caller's name for one request: a repeat of it finds the first one's task. */
export interface IdempotencyKey {
  readonly key: string
  /** The validated body: a repeat means the same request only where this is the same. */
  readonly request: object
}

/**
 * Takes a key for a task within the project and caller; it holds for 24 hours. Of two requests at the same
 * time the second waits here for the first one's commit.
 *
 * @returns the task that the key belongs to: the given one, or that of an earlier request
 * @throws ApiError idempotencyKeyReused where the earlier request had another body
 */
export async function claimKey(
  transaction: Transaction<Tables>,
  { key, request }: IdempotencyKey,
  { project, createdBy }: { project: { id: string }; createdBy: { id: string } },
  taskId: string,
): Promise<string> {
  const requestHash = createHash('sha256').update(canonicalJson(request)).digest()
  const claim = await sql<{ task_id: string; request_hash: Buffer }>`
    INSERT INTO idempotency_keys AS known (project_id, caller_id, key, task_id, request_hash)
    VALUES (${project.id}, ${createdBy.id}, ${key}, ${taskId}, ${requestHash})
    ON CONFLICT (project_id, caller_id, key) DO UPDATE SET
      task_id = CASE WHEN known.created_at > now() - interval '24 hours' THEN known.task_id ELSE excluded.task_id END,
      request_hash = CASE WHEN known.created_at > now() - interval '24 hours' THEN known.request_hash ELSE excluded.request_hash END,
      created_at = CASE WHEN known.created_at > now() - interval '24 hours' THEN known.created_at ELSE now() END
    RETURNING task_id, request_hash`.execute(transaction)
  const holder = claim.rows[0]
  if (holder === undefined) throw new Error('An idempotency key was neither taken nor found')
  if (!holder.request_hash.equals(requestHash)) throw errors.idempotencyKeyReused()
  return holder.task_id
}

/** JSON with the fields of each object in one order: bodies that say the same have the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
