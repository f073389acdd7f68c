import type { CallOptions, Muster } from './acceptance.ts'
import assert from 'node:assert/strict'

import { type Task, download, waitForTask } from './exports.ts'
import { type ReadWorkbook, readWorkbook } from './read-workbook.ts'
import type { Answer } from './http.ts'

const BOUNDARY = 'a-boundary-of-tests'

/** A body of multipart/form-data with one file, and its content type. */
export function form(bytes: Uint8Array, name = 'users.xlsx', field = 'file') {
  return {
    body: Buffer.concat([
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n` +
          'Content-Type: application/octet-stream\r\n\r\n',
      ),
      bytes,
      Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  }
}

export interface ImportQuery {
  readonly mode?: 'create' | 'upsert'
  readonly dry_run?: boolean
  readonly on_error?: 'abort' | 'skip'
  readonly language?: 'en_US' | 'zh_CN'
}

/** Asks for an import. */
export async function postImport(
  muster: Muster,
  bytes: Uint8Array | string,
  query: ImportQuery = {},
  { name, headers, ...options }: CallOptions & { name?: string } = {},
): Promise<Answer> {
  const sent = form(Buffer.from(bytes), name)
  const parameters = Object.entries(query).map(([key, value]) => `${key}=${String(value)}`)
  return await muster.call(`POST /v3/{p}/users/import?${parameters.join('&')}`, {
    ...options,
    body: sent.body,
    headers: { ...sent.headers, ...headers },
  })
}

export interface Imported {
  readonly task: Task
  /** Rows created, updated, unchanged and refused. */
  readonly counts: readonly [created: number, updated: number, unchanged: number, refused: number]
  readonly report: ReadWorkbook
  readonly bytes: Buffer
}

/** From file to report: asks, waits, downloads, reads. */
export async function importUsers(
  muster: Muster,
  bytes: Uint8Array | string,
  query: ImportQuery = {},
  options: CallOptions & { name?: string } = {},
): Promise<Imported> {
  const answer = await postImport(muster, bytes, query, options)
  assert.equal(answer.status, 200, answer.text)
  const task = await waitForTask(muster, answer.json<{ task_id: string }>().task_id)
  const { created, updated, unchanged, refused } = task.import_result ?? {
    created: -1,
    updated: -1,
    unchanged: -1,
    refused: -1,
  }
  const report = await download(muster, task.task_id)
  return {
    task,
    counts: [created, updated, unchanged, refused],
    bytes: report,
    report: await readWorkbook(report),
  }
}
