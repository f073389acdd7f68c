import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { download, startExport, waitForTask } from '../support/exports.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { scenarios } from '../support/scenarios.ts'
import { runSql } from '../support/sql.ts'
import { createUsers, plantUsers, setUser, userId } from '../support/users.ts'

// DeleteUser and BatchDeleteUser (contract, section 3).
const muster = await startMuster()
const other = await createOtherAccount(muster)
await createUsers(
  muster,
  ['alice', 'bob', 'carol', 'owner', 'kept', 'racer'].map((user_name) => ({ user_name })),
)
await setUser(muster, 'owner', { total_desktops: 2 })
const id = Object.fromEntries(
  await Promise.all(
    ['alice', 'bob', 'carol', 'owner', 'kept', 'racer'].map(
      async (name) => [name, await userId(muster, name)] as const,
    ),
  ),
)
const batch = (ids: readonly (string | undefined)[], options: object = {}) =>
  muster.call('POST /v2/{p}/users/batch-delete', { body: { user_ids: ids }, ...options })

void test('a user goes, and its name is free again', async () => {
  const answer = await muster.call(`DELETE /v2/{p}/users/${id['alice']}`)
  assert.deepEqual([answer.status, answer.text], [204, ''])
  assert.equal((await muster.call(`DELETE /v2/{p}/users/${id['alice']}`)).status, 400)
  await createUsers(muster, [{ user_name: 'Alice' }])
})

void test('several go, one named twice', async () => {
  assert.equal((await batch([id['bob'], id['carol'], id['bob']])).status, 204)
  const list = await muster.call('GET /v2/{p}/users?user_names=bob&user_names=carol')
  assert.equal(list.json<{ total_count: number }>().total_count, 0)
})

void test('all or none: each that stands in the way is named', async () => {
  const owning = await batch([id['kept'], id['owner']])
  assert.equal(owning.status, 400)
  assert.match(owning.text, /WKS\.00170313.*`owner` \(2\)/)
  const unknown = await batch([id['kept'], 'none', 'nil'])
  assert.match(unknown.text, /WKS\.00170312.*`none`, `nil`/)
  assert.equal((await muster.call(`GET /v2/{p}/users/${id['kept']}`)).status, 200)
})

void test('deleted by many at once: one does it, the others are told', async () => {
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => muster.call(`DELETE /v2/{p}/users/${id['racer']}`)),
    batch([id['racer']]),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 400, 400, 400, 400],
  )
})

void test('deleted during an export: its snapshot still holds the user', async () => {
  await plantUsers(muster, 20_000)
  const task = await startExport(muster, { active_type: 'ALL', user_name: 'many' })
  // As soon as the snapshot is there, half of the users go.
  const { rows_total: counted } = await waitForTask(muster, task, ({ rows_total: total }) => total !== null)
  const last = await userId(muster, 'many020000')
  assert.equal((await muster.call(`DELETE /v2/{p}/users/${last}`)).status, 204)
  await runSql(muster, `DELETE FROM users WHERE user_name > 'many010000' AND user_name LIKE 'many%'`)
  await waitForTask(muster, task)
  const { rows } = await readWorkbook(await download(muster, task))
  assert.deepEqual([counted, rows.length, rows.at(-1)?.['Username']], [20_000, 20_000, 'many020000'])
})

const ids = (length: number) => ({ user_ids: Array.from({ length }, (_, i) => `u${i}`) })
const wrong = { status: 400, code: 'WKS.00211102', contains: ['`user_ids'] }
const unknown = { status: 400, code: 'WKS.00170312' }
const request = 'POST /v2/{p}/users/batch-delete'
scenarios(muster, [
  { rule: '100 IDs', request, body: ids(100), ...unknown },
  { rule: '101 IDs', request, body: ids(101), ...wrong },
  { rule: 'no ID', request, body: ids(0), ...wrong },
  { rule: 'IDs are missing', request, body: {}, ...wrong },
  { rule: 'an empty ID', request, body: { user_ids: [''] }, ...wrong },
  { rule: 'a number as ID', request, body: { user_ids: [1] }, ...wrong },
  { rule: 'an unknown user', request: 'DELETE /v2/{p}/users/none', ...unknown },
  {
    rule: 'a user with desktops',
    request: `DELETE /v2/{p}/users/${id['owner']}`,
    status: 400,
    code: 'WKS.00170313',
    contains: ['`owner`'],
  },
  {
    rule: 'another account’s user is unknown',
    request: `DELETE /v2/${other.project}/users/${id['kept']}`,
    who: other.who,
    ...unknown,
  },
  {
    rule: 'another account’s users are unknown',
    request: `POST /v2/${other.project}/users/batch-delete`,
    who: other.who,
    body: { user_ids: [id['kept']] },
    ...unknown,
    lacks: ['kept'],
  },
])
