import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { runSql } from '../../test/support/sql.ts'
import { startTestServer } from '../../test/support/server.ts'
import { credentials } from '../../test/support/settings.ts'
import { ApiRefusal } from './api-client.ts'
import { downloadFile } from './download.ts'
import { type TaskAnswer, deleteTask, orderExport, waitForTask } from './export-users.ts'

const muster = await startTestServer()
const { client } = muster
const project = credentials.project_id
after(() => muster.stop())

const wait = (
  taskId: string,
  signal = new AbortController().signal,
  report: (task: TaskAnswer) => void = () => {},
) => waitForTask(client, project, taskId, { signal, report })

before(async () => {
  const users = ['alice', '李雷', 'Alina'].map((user_name) => ({ user_name, user_email: 'a@example.com' }))
  await client.send('POST', `/v2/${project}/users/batch-create`, { body: { users } })
})

test('an export is ordered, waited for and downloaded', async (t) => {
  const id = await orderExport(client, project, { user_name: 'LI' })
  const seen: TaskAnswer[] = []
  const task = await wait(id, undefined, (state) => seen.push(state))
  assert.deepEqual([task.task_id, task.status, task.rows_total, task.progress], [id, 'SUCCESS', 2, 100])
  assert.deepEqual(seen.at(-1), task)
  const file = path.join(scratchFolder(t), task.file_name)
  await downloadFile(
    client,
    { projectId: project, taskId: id, sha256: task.sha256 ?? '', size: task.file_size ?? 0 },
    file,
  )
  const bytes = readFileSync(file)
  assert.equal(bytes.length, task.file_size)
  assert.equal(createHash('sha256').update(bytes).digest('hex'), task.sha256)
})

test('a refusal carries status, code, message and request', async () => {
  await assert.rejects(orderExport(client, project, { user_name: '1a' }), (error: unknown) => {
    assert.ok(error instanceof ApiRefusal)
    assert.deepEqual([error.status, error.code], [400, 'WKS.00211102'])
    assert.match(error.message, /`user_name` received "1a"/)
    assert.match(error.requestId, /^[0-9a-f]{32}$/)
    return true
  })
})

test('waiting for a task that is not there, or any more, ends with an error that names it', async () => {
  await assert.rejects(wait('none'), /The export task none does not exist\./)
  const id = await orderExport(client, project, {})
  await wait(id)
  await deleteTask(client, project, id)
  await assert.rejects(wait(id), new RegExp(`The export task ${id} does not exist`))
})

test('waiting for a task that failed ends with its reason', async () => {
  const id = await orderExport(client, project, {})
  await wait(id)
  await runSql(muster, "UPDATE export_tasks SET status = 'FAIL', fail_reason = $2 WHERE id = $1", [
    id,
    'There is no space left for the file.',
  ])
  await assert.rejects(wait(id), new RegExp(`The export task ${id} reads FAIL\\. There is no space left`))
})

test('waiting can be broken off', async () => {
  await assert.rejects(wait('any', AbortSignal.abort(new Error('enough'))), /enough/)
})
