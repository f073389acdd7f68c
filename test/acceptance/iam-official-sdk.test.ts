import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { waitForTask } from '../support/exports.ts'
import { OfficialSdk } from '../support/official-sdk.ts'
import { accountId } from '../support/principals.ts'
import { createUsers } from '../support/users.ts'

// From nobody to an exported workbook and back, by the vendor's own SDK: a user, its group, a policy, a grant, a key.
const muster = await startMuster()
const account = await accountId(muster)
await createUsers(muster, [{ user_name: 'alice' }])

const refusedWith = (status: number) => (error: Record<string, unknown>) => {
  assert.equal(error['httpStatusCode'], status)
  return true
}

for (const keys of ['plain', 'derived'] as const) {
  void describe(`the official Node.js SDK with ${keys} keys`, () => {
    void test('creates a user that exports, and takes it back', async () => {
      const admin = new OfficialSdk(muster.url, { keys })
      const { user } = await admin.send<{ user: { id: string } }>({
        method: 'POST',
        url: '/v3.0/OS-USER/users',
        data: { user: { name: `exporter-${keys}`, domain_id: account, access_mode: 'programmatic' } },
      })
      const { group } = await admin.send<{ group: { id: string } }>({
        method: 'POST',
        url: '/v3/groups',
        data: { group: { name: `exporters ${keys}`, domain_id: account } },
      })
      await admin.send({
        method: 'PUT',
        url: '/v3/groups/{group_id}/users/{user_id}',
        pathParams: { group_id: group.id, user_id: user.id },
      })
      const { role } = await admin.send<{ role: { id: string } }>({
        method: 'POST',
        url: '/v3.0/OS-ROLE/roles',
        data: {
          role: {
            display_name: `exports ${keys}`,
            type: 'XA',
            description: '',
            policy: {
              Version: '1.1',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: [
                    'workspace:users:export',
                    'workspace:tenants:listExportTasks',
                    'workspace:tenants:exportData',
                  ],
                },
              ],
            },
          },
        },
      })
      const { credential } = await admin.send<{ credential: { access: string; secret: string } }>({
        method: 'POST',
        url: '/v3.0/OS-CREDENTIAL/credentials',
        data: { credential: { user_id: user.id, description: 'of the test' } },
      })
      const exporter = new OfficialSdk(muster.url, {
        keys,
        accessKey: credential.access,
        secretKey: credential.secret,
      })
      const startExport = () =>
        exporter.send<{ task_id: string }>({
          method: 'POST',
          url: '/v3/{project_id}/users/export',
          data: { active_type: 'ALL' },
        })
      await assert.rejects(startExport(), refusedWith(403))

      const grant = {
        url: '/v3/projects/{project_id}/groups/{group_id}/roles/{role_id}',
        pathParams: { group_id: group.id, role_id: role.id },
      }
      await admin.send({ method: 'PUT', ...grant })
      const { task_id: id } = await startExport()
      await waitForTask(muster, id)
      const { body } = await exporter.send<{ body: Buffer }>({
        method: 'GET',
        url: '/v2/{project_id}/export-tasks/{task_id}/download',
        pathParams: { task_id: id },
        axiosRequestConfig: { responseType: 'arraybuffer' },
      })
      assert.ok(body.length > 0)

      await admin.send({ method: 'DELETE', ...grant })
      await assert.rejects(startExport(), refusedWith(403))
      await admin.send({
        method: 'DELETE',
        url: '/v3.0/OS-CREDENTIAL/credentials/{access_key}',
        pathParams: { access_key: credential.access },
      })
      await assert.rejects(startExport(), refusedWith(401))
      const shown = await admin.send<{ users: { id: string }[] }>({
        method: 'GET',
        url: '/v3/users',
        queryParams: { name: `exporter-${keys}` },
      })
      assert.deepEqual(
        shown.users.map((one) => one.id),
        [user.id],
      )
      await admin.send({ method: 'DELETE', url: '/v3/users/{user_id}', pathParams: { user_id: user.id } })
      await assert.rejects(
        admin.send({
          method: 'GET',
          url: '/v3.0/OS-USER/users/{user_id}',
          pathParams: { user_id: user.id },
        }),
        refusedWith(404),
      )
    })
  })
}
