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

    void test('a group, its member, and a user’s life', async () => {
      const userName = `life-${keys}`
      const create = await sdk.send<{ id: string }>({
        method: 'POST',
        url: '/v2/{project_id}/users',
        data: { user_name: userName, user_email: 'a@example.com' },
      })
      assert.equal(create.httpStatusCode, 201)
      const of = (userId: string) => ({
        url: '/v2/{project_id}/users/{user_id}',
        pathParams: { user_id: userId },
      })
      const update = await sdk.send<{ id: string }>({
        method: 'PUT',
        ...of(create.id),
        data: { description: '新', group_ids: [] },
      })
      assert.deepEqual([update.httpStatusCode, update.id], [200, create.id])
      const action = await sdk.send({
        method: 'POST',
        url: '/v2/{project_id}/users/{user_id}/actions',
        pathParams: { user_id: create.id },
        data: { op_type: 'LOCK' },
      })
      assert.equal(action.httpStatusCode, 204)
      const { user_detail: detail } = await sdk.send<{ user_detail: Record<string, unknown> }>({
        method: 'GET',
        ...of(create.id),
        data: {},
      })
      assert.deepEqual([detail['description'], detail['locked'], detail['account_expires']], ['新', true, 0])

      const group_name = `team-${keys}`
      const made = await sdk.send({
        method: 'POST',
        url: '/v2/{project_id}/groups',
        data: { group_name, platform_type: 'LOCAL' },
      })
      assert.equal(made.httpStatusCode, 201)
      const { user_groups: groups } = await sdk.send<{ user_groups: { id: string; name: string }[] }>({
        method: 'GET',
        url: '/v2/{project_id}/groups',
        queryParams: { keyword: group_name, limit: '100', offset: '0' },
        data: {},
      })
      const group_id = groups[0]?.id ?? ''
      const member = await sdk.send({
        method: 'POST',
        url: '/v2/{project_id}/groups/{group_id}/actions',
        pathParams: { group_id },
        data: { op_type: 'ADD', user_ids: [create.id] },
      })
      assert.equal(member.httpStatusCode, 204)
      const members = await sdk.send<{ total_count: number }>({
        method: 'GET',
        url: '/v2/{project_id}/groups/{group_id}/users',
        pathParams: { group_id },
        queryParams: { limit: '2000' },
        data: {},
      })
      assert.equal(members.total_count, 1)
      const ordered = await sdk.send<{ task_id: string }>({
        method: 'GET',
        url: '/v3/{project_id}/groups/{group_id}/users/export',
        pathParams: { group_id },
        queryParams: { language: 'zh_CN' },
        data: {},
      })
      const ofGroups = await sdk.send<{ task_id: string }>({
        method: 'POST',
        url: '/v3/{project_id}/groups/export',
        data: { name: group_name },
      })
      for (const { task_id: id } of [ordered, ofGroups]) assert.match(id, /^[0-9a-f]{32}$/)

      const gone = await sdk.send({
        method: 'DELETE',
        url: '/v2/{project_id}/groups/{group_id}',
        pathParams: { group_id },
        data: {},
      })
      assert.equal(gone.httpStatusCode, 204)
      const deleted = await sdk.send({
        method: 'POST',
        url: '/v2/{project_id}/users/batch-delete',
        data: { user_ids: [create.id] },
      })
      assert.equal(deleted.httpStatusCode, 204)
      await assert.rejects(
        sdk.send({ method: 'GET', ...of(create.id), data: {} }),
        (error: Record<string, unknown>) =>
          error['httpStatusCode'] === 400 && error['errorCode'] === 'WKS.00170312',
      )
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
