import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'

import { apiDocument } from '../../src/api-document.ts'
import { callOf, sampleLanguages, writeSample } from '../../src/samples/index.ts'

// What people are shown of the main job, to be read as a whole. MUSTER_GOLDEN=write writes the files anew.
const document = await apiDocument()
const call = callOf(
  document,
  'ExportUsersNew',
  {
    header: { 'x-idempotency-key': 'monday-1' },
    body: {
      user_name: 'ab',
      user_names: ['abel', 'O"Neil'],
      active_type: 'ALL',
      language: 'zh_CN',
      share_space_subscription: false,
    },
  },
  {
    endpoint: 'http://127.0.0.1:8080',
    region: 'local',
    projectId: '0123456789abcdef0123456789abcdef',
  },
)

for (const { id, fileName } of sampleLanguages) {
  void test(`ExportUsersNew in ${id}`, async () => {
    const file = path.join(import.meta.dirname, 'golden', `${id}${path.extname(fileName(call))}`)
    const sample = writeSample(call, id)
    if (process.env['MUSTER_GOLDEN'] === 'write') await writeFile(file, sample)
    assert.equal(sample, await readFile(file, 'utf8'))
  })
}
