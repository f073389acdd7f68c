import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers, findTask, startExport, waitForTask } from '../support/exports.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { createUsers } from '../support/users.ts'

// The file of a task, whole and in parts (contract, section 2).
const muster = await startMuster()
await createUsers(muster, [{ user_name: 'alice' }, { user_name: 'bob' }])
const { task, bytes } = await exportUsers(muster, {})
const { task_id: unread } = await waitForTask(muster, await startExport(muster, {}))
const path = `/v2/{p}/export-tasks/${task.task_id}/download`
const size = bytes.length
const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`

const always = {
  etag,
  'content-type': 'application/octet-stream',
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-store',
  'content-disposition': `attachment; filename="${task.file_name}"; filename*=UTF-8''${task.file_name}`,
}

scenarios(muster, [
  {
    rule: 'GET answers the file with its name, length, and the SHA-256 as its tag',
    request: `GET ${path}`,
    status: 200,
    answers: { ...always, 'content-length': String(size) },
  },
  {
    rule: 'HEAD answers the same headers and no body',
    request: `HEAD ${path}`,
    status: 200,
    answers: { ...always, 'content-length': String(size) },
  },
  ...[etag, `W/${etag}`, `"x", ${etag}`, '*'].map((tag) => ({
    rule: `If-None-Match: ${tag.slice(0, 8)}… answers 304`,
    request: `GET ${path}`,
    headers: { 'if-none-match': tag },
    status: 304,
    answers: { etag },
  })),
  {
    rule: 'If-None-Match of another file answers the file',
    request: `GET ${path}`,
    headers: { 'if-none-match': '"other"' },
    status: 200,
    answers: { 'content-length': String(size) },
  },
  ...[`bytes=${size}-`, `bytes=${size + 5}-${size + 9}`, 'bytes=-0'].map((range) => ({
    rule: `Range: ${range} lies outside`,
    request: `GET ${path}`,
    headers: { range },
    status: 416,
    answers: { 'content-range': `bytes */${size}` },
  })),
])

const parts: readonly [range: string, start: number, end: number][] = [
  ['bytes=0-0', 0, 0],
  ['bytes=0-3', 0, 3],
  [`bytes=10-${size * 2}`, 10, size - 1],
  ['bytes=100-', 100, size - 1],
  ['bytes=-7', size - 7, size - 1],
  [`bytes=-${size * 2}`, 0, size - 1],
  [`bytes=${size - 1}-${size - 1}`, size - 1, size - 1],
]
for (const [range, start, end] of parts) {
  void test(`Range: ${range}`, async () => {
    const answer = await muster.call(`GET ${path}`, { headers: { range } })
    assert.equal(answer.status, 206, answer.text.slice(0, 200))
    assert.equal(answer.headers['content-range'], `bytes ${start}-${end}/${size}`)
    assert.equal(answer.headers['content-length'], String(end - start + 1))
    assert.equal(answer.headers.etag, etag)
    assert.ok(answer.bytes.equals(bytes.subarray(start, end + 1)))
  })
}

for (const range of ['bytes=5-2', 'bytes=a-b', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5', 'bytes 0-1']) {
  void test(`Range: ${range} is no single range and answers the whole file`, async () => {
    const answer = await muster.call(`GET ${path}`, { headers: { range } })
    assert.equal(answer.status, 200)
    assert.ok(answer.bytes.equals(bytes))
  })
}

void test('If-Range with the file’s tag answers the part', async () => {
  const answer = await muster.call(`GET ${path}`, { headers: { range: 'bytes=4-', 'if-range': etag } })
  assert.equal(answer.status, 206)
  assert.ok(answer.bytes.equals(bytes.subarray(4)))
})

for (const [kind, tag] of [
  ['another tag', '"other"'],
  ['a weak tag', `W/${etag}`],
  ['a date', 'Wed, 21 Oct 2015 07:28:00 GMT'],
] as const) {
  void test(`If-Range with ${kind} answers the whole file`, async () => {
    const answer = await muster.call(`GET ${path}`, { headers: { range: 'bytes=4-', 'if-range': tag } })
    assert.equal(answer.status, 200)
    assert.ok(answer.bytes.equals(bytes))
  })
}

void test('HEAD with a range downloads nothing', async () => {
  const answer = await muster.call(`HEAD ${path}`, { headers: { range: 'bytes=0-3' } })
  assert.ok([200, 206].includes(answer.status))
  assert.equal(answer.bytes.length, 0)
})

void test('only a completed download sets is_download', async () => {
  const request = `/v2/{p}/export-tasks/${unread}/download`
  await muster.call(`HEAD ${request}`)
  await muster.call(`GET ${request}`, { headers: { 'if-none-match': '*' } })
  await muster.call(`GET ${request}`, { headers: { range: 'bytes=0-9' } })
  await muster.call(`GET ${request}`, { headers: { range: 'bytes=99999999-' } })
  const before = await findTask(muster, unread)
  assert.equal(before?.is_download, false)
  assert.equal(before?.download_count, 0)
  await muster.call(`GET ${request}`)
  const after = await waitForTask(muster, unread, ({ is_download }) => is_download)
  assert.equal(after.download_count, 1)
  await muster.call(`GET ${request}`)
  await waitForTask(muster, unread, ({ download_count }) => download_count === 2)
})

const refused = (rule: string, id: string, status: number, code: string): Scenario => ({
  rule,
  request: `GET /v2/{p}/export-tasks/${id}/download`,
  status,
  code,
})
scenarios(muster, [
  {
    ...refused('an unknown task', '0'.repeat(32), 404, 'WKS.00290001'),
    contains: ['The export task does not exist.'],
  },
  refused('an id in upper case is another one', task.task_id.toUpperCase(), 404, 'WKS.00290001'),
  refused('a task_id of 255 characters', 'a'.repeat(255), 404, 'WKS.00290001'),
  refused('a path out of the folder', '..%2F..%2Fmaster.key', 404, 'WKS.00290001'),
  refused('a task_id with U+0000', 'a%00b', 400, 'WKS.00211102'),
])
