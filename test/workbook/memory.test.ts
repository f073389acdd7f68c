import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

import { createWorkbook, toRecords } from '../../src/workbook/index.ts'
import type { Column } from '../../src/workbook/index.ts'
import { planOf } from './in-memory.ts'

const ROWS = 300_000
const ROWS_A_CHUNK = 500

/** Writes a workbook of 200 MB of XML whose chunks are thrown away. @returns megabytes resident at most */
async function peakOf(): Promise<number> {
  const columns: Column[] = Array.from({ length: 12 }, (_, index) => ({
    header: `Column ${index}`,
    kind: 'text',
  }))
  const workbook = createWorkbook(planOf(columns, ROWS), { write: () => Promise.resolve() })
  const rows = Array.from({ length: ROWS_A_CHUNK }, (_, row) =>
    columns.map((_column, index) => `value ${row} ${index}`),
  )
  const records = toRecords(rows)
  for (let row = 0; row < ROWS; row += ROWS_A_CHUNK) await workbook.write(records)
  assert.equal((await workbook.finish()).rows, ROWS)
  return process.resourceUsage().maxRSS / 1024
}

if (process.argv[2] === 'child') {
  process.stdout.write(String(await peakOf()))
} else {
  test('memory does not grow with the number of rows', async () => {
    const child = await promisify(execFile)(process.execPath, [
      '--max-old-space-size=48',
      import.meta.filename,
      'child',
    ])
    const megabytes = Number(child.stdout)
    assert.ok(megabytes > 20 && megabytes < 150, `${megabytes} MB`)
  })
}
