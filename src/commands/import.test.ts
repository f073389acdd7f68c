import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, after, test } from 'node:test'

import { runMuster } from '../../test/support/command-line.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { startTestServer } from '../../test/support/server.ts'
import { credentials } from '../../test/support/settings.ts'

const muster = await startTestServer()
after(() => muster.stop())

/** Runs `muster import` on a file of this text, in a folder of its own. */
async function run(t: TestContext, csv: string, ...args: string[]) {
  const cwd = scratchFolder(t)
  writeFileSync(path.join(cwd, 'users.csv'), csv)
  const outcome = await runMuster(['import', 'users.csv', '--project', credentials.project_id, ...args], {
    cwd,
    environment: {
      MUSTER_ENDPOINT: muster.url,
      MUSTER_ACCESS_KEY: credentials.access_key,
      MUSTER_SECRET_KEY: credentials.secret_key,
    },
  })
  return { ...outcome, cwd }
}

test('a file is imported, its rows are counted, and unknown columns are named', async (t) => {
  const csv = 'Username,Email,Shoe Size\nli.lei,li@example.com,44\n'
  const dry = await run(t, csv, '--dry-run')
  assert.equal(dry.code, 0, dry.stderr)
  assert.equal((JSON.parse(dry.stdout) as { applied: boolean }).applied, false)
  const { code, stdout, stderr, cwd } = await run(t, csv, '--report', 'report.xlsx')
  assert.equal(code, 0, stderr)
  const { created, refused, applied, unknown_columns } = JSON.parse(stdout) as Record<string, unknown>
  assert.deepEqual([created, refused, applied, unknown_columns], [1, 0, true, ['Shoe Size']])
  assert.match(stderr, /Unknown columns were not read: Shoe Size\n$/)
  assert.ok(existsSync(path.join(cwd, 'report.xlsx')))
})

test('refused rows are exit code 1 and a sentence, unless they are to be skipped', async (t) => {
  const csv = 'Username,Email\nbad name,a@b\ngood,a@b\n'
  const aborted = await run(t, csv)
  assert.equal(aborted.code, 1)
  assert.match(aborted.stderr, /1 rows were refused\. Why is said by the report: --report FILE/)
  const skipped = await run(t, csv, '--on-error', 'skip')
  assert.equal(skipped.code, 0, skipped.stderr)
})

test('what goes wrong is one sentence', async (t) => {
  const none = await run(t, '', '--mode', 'upsert')
  assert.deepEqual([none.code, none.stdout], [1, ''])
  assert.match(none.stderr, /^muster: The server refused: .*`file` is empty/)
  const wrong = await runMuster(['import'])
  assert.equal(wrong.code, 2)
  const missing = await runMuster(['import', 'nowhere.xlsx', '--project', 'p'], {
    environment: { MUSTER_ENDPOINT: muster.url, MUSTER_ACCESS_KEY: 'k', MUSTER_SECRET_KEY: 's' },
  })
  assert.deepEqual([missing.code, missing.stdout], [2, ''])
  assert.match(missing.stderr, /There is no file 'nowhere\.xlsx'/)
})
