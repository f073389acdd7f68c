import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { LARGE, cloneLargeDirectory } from '../support/large-directory.ts'
import { credentials } from '../support/settings.ts'
import { holdUsers } from '../support/sql.ts'
import { openTerminal, skipTerminal } from '../support/terminal.ts'

// The command line in a terminal, as docs/reference/command-line.md promises it.
const muster = await startMuster({}, cloneLargeDirectory)
const skip = skipTerminal
const terminal = (t: TestContext) =>
  openTerminal(t, {
    MUSTER_ENDPOINT: muster.url,
    MUSTER_ACCESS_KEY: credentials.access_key,
    MUSTER_SECRET_KEY: credentials.secret_key,
    MUSTER_LANG: 'en_US',
  })
const tasks = async () => (await muster.call('GET /v2/{p}/export-tasks')).json<{ count: number }>().count

test(
  'an export shows how far it is on one line, and ends with path, users, size and time',
  { skip },
  async (t) => {
    const { folder, type, see } = await terminal(t)
    const held = await holdUsers(muster)
    // No project is named: the server is asked which one the key has.
    await type('muster export --active-type ALL --out all.xlsx; echo "code $?"')
    await see(/^exporting {2}0 of … users/m)
    await held.release()
    const shown = await see(/code \d/)
    assert.match(
      shown,
      new RegExp(String.raw`^all\.xlsx  ${LARGE.toLocaleString('en-US')} users  [\d.]+ MB  [\d.]+ s`, 'm'),
    )
    assert.match(shown, /^code 0$/m)
    // The line of progress has made room for the result.
    assert.doesNotMatch(shown, /exporting/)
    assert.ok(statSync(path.join(folder, 'all.xlsx')).size > 1_000_000)
  },
)

test('Ctrl-C in mid-export cancels the task, says so and leaves no file', { skip }, async (t) => {
  const { folder, type, press, see } = await terminal(t)
  const before = await tasks()
  const held = await holdUsers(muster)
  try {
    await type('muster export --out never.xlsx; echo "code $?"')
    await see(/^exporting/m)
    assert.equal(await tasks(), before + 1)
    await press('C-c')
    const shown = await see(/code \d/)
    assert.match(shown, /^muster: Interrupted; the export task \w+ was cancelled/m)
    assert.match(shown, /^code 130$/m)
    assert.equal(await tasks(), before)
  } finally {
    await held.release()
  }
  assert.deepEqual(
    ['never.xlsx', 'never.xlsx.part'].filter((name) => existsSync(path.join(folder, name))),
    [],
  )
})

test('a reader that has had enough ends the command without a word', { skip }, async (t) => {
  const { type, see } = await terminal(t)
  await type('set -o pipefail; muster users list --limit 2000 | head -c 20; echo " code $?"')
  const shown = await see(/code \d/)
  assert.match(shown, /code 141$/m)
  assert.doesNotMatch(shown, /EPIPE|at .*:\d+:\d+/)
})

test('colours and tables are for terminals; a pipe gets data', { skip }, async (t) => {
  const { type, see, screen } = await terminal(t)
  const ESCAPE = '\u001b['
  await type('clear; muster export --help | tail -n 3; echo "code $?"')
  await see(/code 0/)
  assert.ok(!(await screen({ colours: true })).includes(ESCAPE))
  await type('clear; NO_COLOR=1 muster export --help | tail -n 3; muster export --help; echo "code $?"')
  await see(/code 0/)
  assert.ok((await screen({ colours: true })).includes(ESCAPE))
  await type('clear; muster users list --limit 2; echo "code $?"')
  const table = await see(/code 0/)
  assert.ok(table.split('\n').every((line) => line.length <= 100))
  assert.match(table, /^Username +Status/m)
  await type('clear; muster users list --limit 2 | head -c 1; echo; echo "code $?"')
  assert.match(await see(/code 0/), /^\{$/m)
})
