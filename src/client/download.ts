import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import { type ApiClient, ApiRefusal } from './api-client.ts'
import { ClientError } from './client-error.ts'

/** How often a download that breaks off is gone on with before it is given up. */
const ATTEMPTS = 5

/**
 * Downloads the file of a task, going on where an earlier attempt (of this call or of a call before) broke
 * off, and compares its SHA-256 before it gets its name.
 *
 * @param file where it is to be; until it is complete it is called `<file>.part`
 * @throws ClientError or another error where it cannot be completed, or is not what the server has
 */
export async function downloadFile(
  client: ApiClient,
  from: { projectId: string; taskId: string; sha256: string; size: number },
  file: string,
): Promise<void> {
  const part = `${file}.part`
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchRest(client, from, part)
      break
    } catch (error) {
      if (error instanceof ApiRefusal || attempt === ATTEMPTS) throw error
      await sleep(200 * 2 ** attempt)
    }
  }
  const found = await hashOf(part)
  if (found !== from.sha256) {
    await rm(part, { force: true })
    throw new ClientError('damaged', found, from.sha256)
  }
  await rename(part, file)
}

async function fetchRest(
  client: ApiClient,
  { projectId, taskId, sha256, size }: { projectId: string; taskId: string; sha256: string; size: number },
  part: string,
): Promise<void> {
  const have = (await stat(part).catch(() => null))?.size ?? 0
  if (have === size) return
  // A part that is longer than the file belongs to another one.
  const resume = have > 0 && have < size
  const headers: Record<string, string> = resume ? { range: `bytes=${have}-`, 'if-range': `"${sha256}"` } : {}
  const answer = await client.send('GET', `/v2/${projectId}/export-tasks/${taskId}/download`, { headers })
  const handle = await open(part, answer.status === 206 ? 'a' : 'w', 0o600)
  try {
    await writeAll(answer, handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeAll(answer: Response, handle: FileHandle): Promise<void> {
  if (answer.body === null) return
  for await (const chunk of answer.body) await handle.appendFile(chunk)
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer)
  return hash.digest('hex')
}
