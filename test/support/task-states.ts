import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import path from 'node:path'

import type { Muster } from './acceptance.ts'
import { runSql } from './sql.ts'

/** Ends a task in FAIL, as a worker does that cannot go on. */
export async function failTask(muster: Muster, id: string, code: string, reason: string): Promise<void> {
  const changed = await runSql(
    muster,
    `UPDATE export_tasks SET status = 'FAIL', finished_at = now(), error_code = $2, fail_reason = $3
     WHERE id = $1 RETURNING id`,
    [id, code, reason],
  )
  assert.equal(changed.length, 1, `no task ${id}`)
}

/** Names of the files that the server keeps, unfinished ones included; not to be had over HTTP. */
export async function exportedFiles({ dataDir }: Muster): Promise<string[]> {
  return await readdir(path.join(dataDir, 'exports'))
}

/** Lets 24 hours pass for an idempotency key. */
export async function ageIdempotencyKey(muster: Muster, key: string): Promise<void> {
  await runSql(
    muster,
    `UPDATE idempotency_keys SET created_at = created_at - interval '24 hours' WHERE key = $1`,
    [key],
  )
}
