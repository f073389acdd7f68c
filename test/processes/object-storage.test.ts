/** A server whose files are in an object storage: OpenStack Swift, behind a network that fails. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'

import { loadSample } from '../../src/directory/sample/load-sample.ts'
import { removeOrphans } from '../../src/exports/sweep.ts'
import { openStore } from '../../src/storage/open-store.ts'
import { orderExport } from '../../src/client/export-users.ts'
import { downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts'
import { testLog } from '../support/log.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { type TestServer, startTestServer } from '../support/server.ts'
import { credentials, testEnvironment, testSettings } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { type SwiftServer, skipWithoutSwift, startSwift } from '../support/swift-server.ts'

const { project_id: project } = credentials
/** Enough for a file of several parts. */
const USERS = 60_000

void describe('files in an object storage', { skip: skipWithoutSwift }, () => {
  let swift: SwiftServer
  let proxy: FaultyProxy
  let server: TestServer
  let settings: Record<string, string>
  let worker: MusterProcess
  const startWorker = () =>
    new MusterProcess(
      ['worker'],
      testEnvironment({ dataDir: server.dataDir, databaseUrl: server.databaseUrl }, settings),
    )

  before(async () => {
    swift = await startSwift()
    proxy = await startFaultyProxy(swift.port)
    settings = { ...swift.settings, MUSTER_S3_ENDPOINT: proxy.url }
    server = await startTestServer({ ...settings, MUSTER_ROLE: 'api' })
    worker = startWorker()
    const [account] = await runSql<{ id: string }>(server, 'SELECT id FROM accounts')
    const place = { id: project, accountId: account?.id ?? '' }
    await loadSample(server.databaseUrl, { project: place, users: USERS, seed: 1 }, () => {})
    await worker.logged('ready')
  })
  after(async () => {
    await worker?.end('SIGKILL')
    await server?.stop()
    await proxy?.stop()
    await swift?.stop()
  })

  const objects = async () => {
    const { Contents = [] } = await swift.client.send(new ListObjectsV2Command({ Bucket: swift.bucket }))
    return Contents.map(({ Key }) => Key)
  }
  const uploads = async () => {
    const { Uploads = [] } = await swift.client.send(
      new ListMultipartUploadsCommand({ Bucket: swift.bucket }),
    )
    return Uploads.map(({ Key }) => Key)
  }
  const remove = (id: string) =>
    server.client.send('POST', `/v2/${project}/export-tasks/batch-delete`, { body: { task_ids: [id] } })
  const order = () => orderExport(server.client, project, { active_type: 'ALL' })

  void test('from order to deletion; parts that fail or are cut are sent again', async () => {
    const failed = new Set<string>()
    proxy.fault = (method, target) => {
      // The first try of each part goes wrong, now in one way, now in the other.
      if (method !== 'PUT' || failed.has(target)) return 'pass'
      failed.add(target)
      return failed.size % 2 === 0 ? 'cut' : 'error'
    }
    const id = await order()
    const task = await waitForTask(server.client, id)
    assert.equal(task.attempt, 1)
    assert.ok(failed.size >= 2, `${failed.size} parts`)
    assert.deepEqual(await objects(), [`exports/${id}.1.xlsx`])
    const { bytes, sha256 } = await downloadTask(server.client, id)
    assert.equal(sha256, task.sha256)
    assert.equal(bytes.length, task.file_size)

    const target = `/v2/${project}/export-tasks/${id}/download`
    const part = await server.client.send('GET', target, { headers: { range: 'bytes=100-299' } })
    assert.equal(part.status, 206)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(100, 300))

    await remove(id)
    assert.deepEqual(await objects(), [])
  })

  void test('a storage that takes nothing: not ready, the task tried again, nothing left over', async () => {
    proxy.fault = (method) => (method === 'PUT' ? 'error' : 'pass')
    const down = await fetch(`${server.url}/readyz`)
    assert.equal(down.status, 503)
    assert.deepEqual(await down.json(), { status: 'unavailable', database: 'ok', storage: 'unavailable' })
    const id = await order()
    await waitForTask(server.client, id, ({ attempt }) => attempt > 1)
    proxy.fault = () => 'pass'
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
    const task = await waitForTask(server.client, id)
    assert.deepEqual(await objects(), [`exports/${id}.${task.attempt}.xlsx`])
    assert.deepEqual(await uploads(), [])
    await remove(id)
  })

  void test('kill -9 with half a file uploaded: taken over, and the half swept', async () => {
    // Held: the file does not get to its end.
    proxy.fault = (_method, target) => (target.includes('partNumber=2') ? 'error' : 'pass')
    const id = await order()
    while ((await uploads()).length === 0) await sleep(20)
    await worker.end('SIGKILL')
    const killed = Date.now()
    proxy.fault = () => 'pass'
    worker = startWorker()
    await worker.logged('export started')
    const takeover = Date.now() - killed
    assert.ok(takeover < 20_000, `${takeover} ms`)
    const task = await waitForTask(server.client, id)
    assert.equal((await downloadTask(server.client, id)).sha256, task.sha256)
    assert.deepEqual(await uploads(), [`exports/${id}.1.xlsx`])
    const store = await openStore(testSettings(server, settings))
    await removeOrphans({ pool: server.server.services.pool, store, log: testLog }, 0)
    assert.deepEqual(await uploads(), [])
    assert.deepEqual(await objects(), [`exports/${id}.${task.attempt}.xlsx`])
  })
})
