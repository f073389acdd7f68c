import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'

import { unzipSync } from 'fflate'

import type { ApiClient } from '../../src/client/api-client.ts'
import { connectDatabase } from '../../src/database/connect.ts'
import { removeOrphans } from '../../src/exports/sweep.ts'
import { PENDING } from '../../src/storage/store.ts'
import { countRows, downloadTask } from '../support/exports-by-client.ts'
import { testLog } from '../support/log.ts'
import { credentials } from '../support/settings.ts'
import type { Deployment } from './deployment.ts'

/** What was found to be broken, in sentences; all empty: the promises hold. */
export interface Broken {
  /** Tasks that were acknowledged and are not there, or came to no end. */
  readonly lost: string[]
  /** Tasks that were published more than once, or have more than one file. */
  readonly double: string[]
  /** Files that are not whole. */
  readonly torn: string[]
  /** Whatever else is not as promised. */
  readonly other: string[]
}

export const nothingBroken = (): Broken => ({ lost: [], double: [], torn: [], other: [] })

export const allBroken = (broken: Broken): string[] => Object.values(broken).flat() as string[]

interface TaskRow {
  readonly id: string
  readonly status: string
  readonly rows_written: number
  readonly rows_total: number
  readonly file_key: string
  readonly sha256: string
  readonly published: number
}

/**
 * Holds tasks that should all have ended well against what is promised: rows of the table, events of the audit trail, what a
 * client downloads, what lies in the store. Leftovers are swept in between, as the sweeper does a little later.
 *
 * @param users that each of the exports contains
 */
export async function checkPromises(
  deployment: Deployment,
  client: ApiClient,
  tasks: readonly string[],
  users: number,
): Promise<Broken> {
  const broken = nothingBroken()
  const rows = await deployment.sql<TaskRow>(
    `SELECT id, status, rows_written::int, rows_total::int, file_key, sha256, (
       SELECT count(*)::int FROM audit_events WHERE operation = 'ExportFinished' AND export_tasks.id = ANY (resources)
     ) AS published
     FROM export_tasks`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const id of tasks) {
    const row = byId.get(id)
    if (row?.status !== 'SUCCESS') broken.lost.push(`${id} is ${row?.status ?? 'not there'}`)
    if (row === undefined) continue
    if (row.published !== 1) broken.double.push(`${id} was published ${row.published} times`)
    if (row.rows_written !== users || row.rows_total !== users)
      broken.other.push(`${id} has ${row.rows_written} of ${row.rows_total} rows, and ${users} users`)
  }
  await checkFiles(deployment, broken)
  for (const id of tasks) {
    const row = byId.get(id)
    if (row?.status !== 'SUCCESS') continue
    const { bytes, sha256 } = await downloadTask(client, id)
    if (sha256 !== row.sha256) broken.torn.push(`${id} was downloaded as ${sha256}, and is ${row.sha256}`)
    else if (countRows(bytes) !== users) broken.other.push(`${id} holds ${countRows(bytes)} rows`)
  }
  await sweepLeftovers(deployment)
  const named = new Set(rows.map((row) => row.file_key))
  for await (const { key } of deployment.store.list()) {
    if (!named.delete(key)) broken.double.push(`${key} is there, and no task names it`)
  }
  for (const key of named) broken.lost.push(`${key} is not there`)
  return broken
}

/** Whatever has its final name is whole, named by a task or not. */
async function checkFiles({ store }: Deployment, { torn }: Broken): Promise<void> {
  for await (const { key } of store.list()) {
    if (key.startsWith(PENDING)) continue
    const bytes = await buffer(await store.read(key))
    try {
      // Checks neither lengths nor CRCs of what it does not inflate; all of it is inflated.
      unzipSync(bytes)
    } catch (error) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      torn.push(`${key} (${bytes.length} bytes, ${hash}): ${(error as Error).message}`)
    }
  }
}

async function sweepLeftovers({ databaseUrl, store }: Deployment): Promise<void> {
  const { pool } = connectDatabase(databaseUrl, { connections: 2, log: testLog })
  try {
    await removeOrphans({ pool, store, log: testLog }, 0)
  } finally {
    await pool.end()
  }
}

/** Deletes tasks, and looks whether their files are gone. */
export async function deleteAll(
  { store }: Deployment,
  client: ApiClient,
  tasks: readonly string[],
  broken: Broken,
): Promise<void> {
  const target = `/v2/${credentials.project_id}/export-tasks/batch-delete`
  for (let from = 0; from < tasks.length; from += 20) {
    await client.send('POST', target, { body: { task_ids: tasks.slice(from, from + 20) } })
  }
  for await (const { key } of store.list()) broken.other.push(`${key} is there after all tasks were deleted`)
}
