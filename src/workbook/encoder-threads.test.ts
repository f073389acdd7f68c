import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

test('a process ends though its encoder threads are kept, one of them without ever having had a part', async () => {
  const code = `
    import(${JSON.stringify(new URL('index.ts', import.meta.url).href)}).then(async ({ createWorkbook }) => {
      const workbook = createWorkbook(
        {
          title: 'T', creator: 'C', created: new Date(0), language: 'en_US', sheetName: 'S', expectedRows: 1e6,
          columns: [{ header: 'A', width: 10, type: 'text' }],
        },
        { write: async () => {} },
        { engine: 'template', threads: 2 },
      )
      await workbook.write(Buffer.from('a\\n'))
      const { rows } = await workbook.finish()
      process.stdout.write(String(rows))
    })`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { timeout: 20_000 })
  assert.equal(stdout, '1')
})
