import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { findTask, startExport, waitForTask } from '../support/exports.ts'
import { checkScenario } from '../support/scenarios.ts'
import { holdUsers } from '../support/sql.ts'
import { failTask } from '../support/task-states.ts'

// A file that is not there: each reason has a code of its own (contract, section 2 and errors.md).
const muster = await startMuster({ MUSTER_EXPORT_RETENTION_SECONDS: '1' })

void test('still running: 400 with the progress', async () => {
  const held = await holdUsers(muster)
  try {
    const id = await startExport(muster, {})
    checkScenario(await muster.call(`GET /v2/{p}/export-tasks/${id}/download`), {
      status: 400,
      code: 'WKS.00290002',
      contains: ['not finished', /\b0 %/],
    })
  } finally {
    await held.release()
  }
})

void test('failed: 400 with the reason', async () => {
  const id = await startExport(muster, {})
  await waitForTask(muster, id, ({ status }) => status !== 'CREATING')
  await failTask(muster, id, 'WKS.00290012', 'There is no space left for the file.')
  checkScenario(await muster.call(`GET /v2/{p}/export-tasks/${id}/download`), {
    status: 400,
    code: 'WKS.00290003',
    contains: ['failed', 'There is no space left for the file.'],
  })
})

void test('expired: 400 with how to run it again, and the task reads EXPIRED', async () => {
  const id = await startExport(muster, {})
  const task = await waitForTask(muster, id, ({ status }) => status === 'EXPIRED')
  const lived = new Date(task.expire_time ?? 0).getTime() - new Date(task.end_time ?? 0).getTime()
  assert.ok(Math.abs(lived - 1000) < 50, `${lived} ms`)
  for (const method of ['GET', 'HEAD']) {
    const answer = await muster.call(`${method} /v2/{p}/export-tasks/${id}/download`)
    assert.equal(answer.status, 400)
  }
  checkScenario(await muster.call(`GET /v2/{p}/export-tasks/${id}/download`), {
    status: 400,
    code: 'WKS.00290004',
    contains: ['expired', String(task.expire_time), 'new task'],
  })
  const listed = await muster.call('GET /v2/{p}/export-tasks?status=EXPIRED')
  assert.ok(listed.text.includes(id))
  const success = await muster.call('GET /v2/{p}/export-tasks?status=SUCCESS')
  assert.ok(!success.text.includes(id))
  assert.equal((await findTask(muster, id))?.status, 'EXPIRED')
})
