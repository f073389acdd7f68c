import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { startExport, waitForTask } from '../support/exports.ts'

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
