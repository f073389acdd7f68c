import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import path from 'node:path'

import type { ApiClient } from './api-client.ts'
import { fileForm } from './file-form.ts'

/** How a file is imported; the fields are those of the API. */
export interface ImportOptions {
  readonly mode?: string | undefined
  readonly dry_run?: boolean | undefined
  readonly on_error?: string | undefined
  readonly language?: string | undefined
}

/**
 * Uploads a file and orders its import. The file is read twice, once for its hash and once to be sent, and never held.
 *
 * @returns the task's ID
 * @throws Error where there is no such file
 */
export async function orderImport(
  client: ApiClient,
  projectId: string,
  file: string,
  options: ImportOptions,
): Promise<string> {
  const { contentType, body } = fileForm('file', path.basename(file), await openAsBlob(file))
  const query = new URLSearchParams(
    Object.entries(options).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)] satisfies [string, string]],
    ),
  )
  const answer = await client.send('POST', `/v3/${projectId}/users/import?${query.toString()}`, {
    bytes: body,
    headers: {
      'content-type': contentType,
      // Stated, so that what is signed is known without the whole body in memory.
      'x-sdk-content-sha256': await hashOf(body),
    },
  })
  const { task_id } = (await answer.json()) as { task_id: string }
  return task_id
}

async function hashOf(body: Blob): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of body.stream()) hash.update(chunk)
  return hash.digest('hex')
}
