import assert from 'node:assert/strict'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { download, findTask, startExport, waitForTask } from '../support/exports.ts'
import { plantUsers } from '../support/users.ts'

// A download that breaks can be resumed (contract, section 2). The file is larger than what sockets hold.
const muster = await startMuster()
await plantUsers(muster, 100_000)
const { task_id: id, file_size, sha256 } = await waitForTask(muster, await startExport(muster, {}))
const path = `/v2/{p}/export-tasks/${id}/download`
const size = file_size ?? 0

/** Reads the beginning of a file and breaks the connection off. */
async function breakOff(): Promise<Buffer> {
  const answer = await muster.open(`GET ${path}`)
  assert.equal(answer.statusCode, 200)
  const [chunk] = (await once(answer, 'data')) as [Buffer]
  answer.destroy()
  return chunk
}

void test('the file is large enough for this', () => {
  assert.ok(size > 8_000_000, `${size} bytes`)
})

void test('a broken download does not count', async () => {
  const begun = await breakOff()
  assert.ok(begun.length < size)
  const later = await muster.call(`HEAD ${path}`)
  assert.equal(later.status, 200)
  const task = await findTask(muster, id)
  assert.equal(task?.is_download, false)
  assert.equal(task?.download_count, 0)
})

void test('what is missing can be had by Range and If-Range, and then counts', async () => {
  const begun = await breakOff()
  const answer = await muster.open(`GET ${path}`, {
    headers: { range: `bytes=${begun.length}-`, 'if-range': `"${sha256}"` },
  })
  assert.equal(answer.statusCode, 206)
  const whole = Buffer.concat([begun, await buffer(answer)])
  assert.equal(whole.length, size)
  assert.ok(whole.equals(await download(muster, id)))
  await waitForTask(muster, id, ({ is_download }) => is_download)
})
