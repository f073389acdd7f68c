import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { describe, test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { Task } from '../support/exports.ts'
import { OfficialSdk } from '../support/official-sdk.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { createUsers } from '../support/users.ts'

// The vendor's own SDK, unmodified, from filter to workbook.
const muster = await startMuster()
await createUsers(muster, [{ user_name: 'alice', description: '研发部' }, { user_name: 'bob' }])

for (const keys of ['plain', 'derived'] as const) {
  void describe(`the official Node.js SDK with ${keys} keys`, () => {
    const sdk = new OfficialSdk(muster.url, { keys })

    void test('create, poll, download', async () => {
      const { task_id, httpStatusCode } = await sdk.send<{ task_id: string }>({
        method: 'POST',
        url: '/v3/{project_id}/users/export',
        data: { description: '研发', language: 'zh_CN' },
      })
      assert.equal(httpStatusCode, 200)

      const poll = () =>
        sdk.send<{ export_tasks: Task[] }>({
          method: 'GET',
          url: '/v2/{project_id}/export-tasks',
          queryParams: { task_id, limit: 1, offset: 0 },
          data: {},
        })
      let [task] = (await poll()).export_tasks
      while (task?.status === 'CREATING') {
        await setTimeout(50)
        ;[task] = (await poll()).export_tasks
      }
      assert.equal(task?.status, 'SUCCESS')

      const { body } = await sdk.send<{ body: Buffer }>({
        method: 'GET',
        url: '/v2/{project_id}/export-tasks/{task_id}/download',
        pathParams: { task_id },
        axiosRequestConfig: { responseType: 'arraybuffer' },
      })
      assert.equal(createHash('sha256').update(body).digest('hex'), task.sha256)
      const { rows } = await readWorkbook(body)
      assert.deepEqual(
        rows.map((row) => row['用户名']),
        ['alice'],
      )
    })

    void test('arrays, numbers and booleans in a query', async () => {
      const page = await sdk.send<{ total_count: number }>({
        method: 'GET',
        url: '/v2/{project_id}/users',
        queryParams: { user_names: ['bob', 'alice', '王 小'], limit: 10, is_query_total_desktops: true },
      })
      assert.equal(page.total_count, 2)
    })

    void test('an error is what the SDK tells its caller: status, code, message, request id', async () => {
      const refused = sdk.send({
        method: 'POST',
        url: '/v3/{project_id}/users/export',
        data: { user_name: '1' },
      })
      await assert.rejects(refused, (error: Record<string, unknown>) => {
        assert.equal(error['httpStatusCode'], 400)
        assert.equal(error['errorCode'], 'WKS.00211102')
        assert.match(String(error['errorMsg']), /`user_name`/)
        assert.match(String(error['requestId']), /^[0-9a-f]{32}$/)
        return true
      })
    })

    void test('another SK is refused', async () => {
      const forger = new OfficialSdk(muster.url, { keys, secretKey: 'x'.repeat(40) })
      await assert.rejects(
        forger.send({ method: 'GET', url: '/v2/{project_id}/users' }),
        (error: Record<string, unknown>) => error['httpStatusCode'] === 401,
      )
    })

    void test('a deletion, which answers without a body', async () => {
      const { httpStatusCode } = await sdk.send({
        method: 'POST',
        url: '/v2/{project_id}/export-tasks/batch-delete',
        data: { task_ids: ['none'] },
      })
      assert.equal(httpStatusCode, 200)
    })
  })
}
