import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type TestContext, test } from 'node:test'

import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { ApiClient, ApiRefusal } from './api-client.ts'
import { downloadFile } from './download.ts'

const FILE = randomBytes(300_000)
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const FROM = { projectId: 'p', taskId: 't', sha256: sha256(FILE), size: FILE.length }

/** A server of one file that understands ranges, and cuts the connection after so many bytes of an answer. */
async function serve(t: TestContext, { cuts = [] as number[], file = FILE, status = 200 } = {}) {
  const ranges: (string | undefined)[] = []
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { range, 'if-range': condition } = request.headers
    ranges.push(range)
    if (status !== 200) return response.writeHead(status).end('{"error_code":"X.1","error_msg":"no"}')
    const resumes = range !== undefined && condition === `"${sha256(file)}"`
    const start = resumes ? Number(/bytes=(\d+)-/.exec(range)?.[1]) : 0
    response.writeHead(resumes ? 206 : 200, { 'content-length': file.length - start })
    const cut = cuts.shift()
    if (cut === undefined) return response.end(file.subarray(start))
    // What a client has not read when the connection breaks is lost to it: give it a moment.
    response.write(file.subarray(start, start + cut), () => setTimeout(() => response.destroy(), 100))
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  t.after(() => server.close())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { client: new ApiClient({ endpoint, accessKey: 'k', secretKey: 's' }), ranges }
}

function place(t: TestContext) {
  const folder = scratchFolder(t)
  const file = path.join(folder, 'users.xlsx')
  return { folder, file, part: `${file}.part` }
}

test('a file is downloaded whole, for its owner only, and nothing else stays', async (t) => {
  const { client, ranges } = await serve(t)
  const { folder, file } = place(t)
  await downloadFile(client, FROM, file)
  assert.ok(readFileSync(file).equals(FILE))
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual([readdirSync(folder), ranges], [['users.xlsx'], [undefined]])
})

test('where the connection breaks off it is gone on with, not begun again', async (t) => {
  const { client, ranges } = await serve(t, { cuts: [100_000] })
  const { file } = place(t)
  await downloadFile(client, FROM, file)
  assert.ok(readFileSync(file).equals(FILE))
  assert.equal(ranges.length, 2)
  const [, resumed = ''] = ranges
  const from = Number(/^bytes=(\d+)-$/.exec(resumed)?.[1])
  assert.ok(from > 0 && from <= 100_000, resumed)
})

test('the part of an earlier call is gone on with', async (t) => {
  const { client, ranges } = await serve(t)
  const { file, part } = place(t)
  writeFileSync(part, FILE.subarray(0, 1234))
  await downloadFile(client, FROM, file)
  assert.ok(readFileSync(file).equals(FILE))
  assert.deepEqual(ranges, ['bytes=1234-'])
})

test('a part that is whole is not asked for again', async (t) => {
  const { client, ranges } = await serve(t)
  const { file, part } = place(t)
  writeFileSync(part, FILE)
  await downloadFile(client, FROM, file)
  assert.ok(readFileSync(file).equals(FILE))
  assert.deepEqual(ranges, [])
})

test('a part that is longer than the file is another one’s, and replaced', async (t) => {
  const { client, ranges } = await serve(t)
  const { file, part } = place(t)
  writeFileSync(part, Buffer.concat([FILE, FILE]))
  await downloadFile(client, FROM, file)
  assert.ok(readFileSync(file).equals(FILE))
  assert.deepEqual(ranges, [undefined])
})

test('a damaged file is refused and removed, and an older one of its name stays', async (t) => {
  const damaged = Buffer.from(FILE)
  damaged.writeUInt8(damaged.readUInt8(5) ^ 1, 5)
  const { client } = await serve(t, { file: damaged })
  const { file, part } = place(t)
  writeFileSync(file, 'older')
  await assert.rejects(
    downloadFile(client, FROM, file),
    /is damaged: its SHA-256 is \w{64}, and should be \w{64}/,
  )
  assert.equal(readFileSync(file, 'utf8'), 'older')
  assert.equal(existsSync(part), false)
})

test('what the server refuses is not asked for again', async (t) => {
  const { client, ranges } = await serve(t, { status: 404 })
  const { folder, file } = place(t)
  await assert.rejects(
    downloadFile(client, FROM, file),
    (error) => error instanceof ApiRefusal && error.code === 'X.1',
  )
  assert.deepEqual([ranges.length, readdirSync(folder)], [1, []])
})
