import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { unzipSync } from 'fflate'

import type { ApiClient } from '../../src/client/api-client.ts'
import type { Task } from './exports.ts'
import { credentials } from './settings.ts'

const { project_id: project } = credentials

/** Waits until a task is as wanted, whoever answers meanwhile. @throws Error where it fails or takes longer than so many seconds */
export async function waitForTask(
  client: ApiClient,
  id: string,
  wanted: (task: Task) => boolean = ({ status }) => status === 'SUCCESS',
  seconds = 60,
): Promise<Task> {
  for (const deadline = Date.now() + 1000 * seconds; ; await sleep(50)) {
    const answer = await client.json<{ export_tasks: Task[] }>(
      'GET',
      `/v2/${project}/export-tasks?task_id=${id}`,
    )
    const [task] = answer.export_tasks
    if (task !== undefined && wanted(task)) return task
    if (task?.status !== 'CREATING' || Date.now() > deadline) throw new Error(JSON.stringify(task))
  }
}

/** The bytes of a task's file, and their SHA-256. */
export async function downloadTask(
  client: ApiClient,
  id: string,
): Promise<{ bytes: Buffer; sha256: string }> {
  const answer = await client.send('GET', `/v2/${project}/export-tasks/${id}/download`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** How many rows the first sheet has below its header; for files that take a reader of workbooks too long. */
export function countRows(bytes: Buffer): number {
  const name = 'xl/worksheets/sheet1.xml'
  const parts = unzipSync(bytes, { filter: (part) => part.name === name })
  const sheet = Buffer.from(parts[name] ?? [])
  let rows = -1
  for (let at = sheet.indexOf('<row '); at >= 0; at = sheet.indexOf('<row ', at + 5)) rows++
  return rows
}
