import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { download, startExport, waitForEnd, waitForTask } from '../support/exports.ts'
import { mountSmallDisk, skipWithoutMount } from '../support/small-disk.ts'
import { exportedFiles } from '../support/task-states.ts'
import { plantUsers } from '../support/users.ts'

const muster = await startMuster({ MUSTER_EXPORT_ATTEMPTS: '2' })
await plantUsers(muster, 20_000)
const skip = skipWithoutMount()

test(
  'a full disk fails the task with a sentence, keeps nothing, and the server goes on',
  { skip },
  async () => {
    const disk = mountSmallDisk(path.join(muster.dataDir, 'exports'), 256)
    try {
      const id = await startExport(muster, { active_type: 'ALL' })
      const failed = await waitForEnd(muster, id)
      assert.deepEqual(
        [failed.status, failed.error_code, failed.fail_reason, failed.attempt],
        ['FAIL', 'WKS.00290012', 'There is no space left for the file.', 2],
      )
      assert.deepEqual(await exportedFiles(muster), [])
      const refused = await muster.call(`GET /v2/{p}/export-tasks/${id}/download`)
      assert.match(refused.text, /There is no space left for the file\./)

      const small = await waitForTask(muster, await startExport(muster, { user_names: ['none'] }))
      assert.equal((await download(muster, small.task_id)).length, small.file_size)
    } finally {
      disk.release()
    }
  },
)
