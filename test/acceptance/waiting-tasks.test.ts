import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { orderExport, startExport, waitForTask } from '../support/exports.ts'
import { createProject } from '../support/other-account.ts'
import { holdUsers, runSql } from '../support/sql.ts'

// More tasks than the worker runs at the same time.
const muster = await startMuster({ MUSTER_EXPORT_CONCURRENCY: '1' })

void test('tasks that wait are taken up as soon as there is room', async () => {
  const ids = [
    await startExport(muster, {}),
    await startExport(muster, {}),
    await startExport(muster, {}),
    await startExport(muster, {}),
  ]
  for (const id of ids) await waitForTask(muster, id, ({ status }) => status === 'SUCCESS', 12_000)
})

void test('between the end of a task and the next one’s beginning no poll is waited for', async () => {
  const ids = await Promise.all(Array.from({ length: 7 }, () => startExport(muster, {})))
  for (const id of ids) await waitForTask(muster, id)
  const gaps = await runSql(
    muster,
    `SELECT extract(epoch FROM started_at - lag(finished_at) OVER (ORDER BY started_at)) AS seconds
     FROM export_tasks WHERE id = ANY ($1) ORDER BY seconds NULLS LAST`,
    [ids],
  )
  // The middle one of six: a machine may pause now and then. The poll is every two seconds.
  assert.ok(Number(gaps[3]?.['seconds']) < 1, JSON.stringify(gaps))
})

void test('projects take turns: one that orders much does not hold up another', async () => {
  await createProject(muster, 'little')
  const much = () => startExport(muster, {})
  const little = () => orderExport(muster, 'POST /v3/little/users/export', { body: {} })
  const held = await holdUsers(muster)
  const before = [await much(), await much(), await much(), await much()]
  const others = [await little(), await little()]
  const after = await much()
  await held.release()
  for (const id of [...before, after]) await waitForTask(muster, id)
  const rows = await runSql(
    muster,
    'SELECT project_id FROM export_tasks WHERE id = ANY ($1) ORDER BY started_at NULLS LAST',
    [[...before, ...others, after]],
  )
  const order = rows.map(({ project_id: project }) => (project === 'little' ? 'l' : 'm')).join('')
  // The first ran when the others were ordered.
  assert.match(order, /^m(ml|lm)(ml|lm)mm$/)
})
