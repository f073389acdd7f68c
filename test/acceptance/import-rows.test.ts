import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { addIamUser } from '../support/iam-users.ts'
import { importUsers } from '../support/import-form.ts'
import { runSql } from '../support/sql.ts'
import { createUsers } from '../support/users.ts'

// ListImportRows: ours.
const muster = await startMuster()
await createUsers(muster, [
  { user_name: 'Anna', user_email: 'anna@example.com', description: 'old' },
  { user_name: 'same', user_email: 'same@example.com' },
])

interface Rows {
  readonly count: number
  readonly listed: number
  readonly rows: readonly Record<string, unknown>[]
}
const rowsOf = async (taskId: string, query: string) => {
  const answer = await muster.call(`GET /v3/{p}/users/import/${taskId}/rows?${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<Rows>()
}

void test('a dry run says which cells make a difference, and which are at fault', async () => {
  const { task } = await importUsers(
    muster,
    'Username,Email,Description,Shoe\nANNA,anna@example.com,"new\n→ line",7\nfresh,f@example.com,,8\nsame,same@example.com,,\nlost,nowhere,x,9\n',
    { mode: 'upsert', dry_run: true },
  )
  assert.deepEqual(task.import_result?.columns, ['Username', 'Email', 'Description'])
  assert.deepEqual((await rowsOf(task.task_id, 'result=updated')).rows, [
    {
      row: 2,
      result: 'UPDATED',
      user_name: 'ANNA',
      cells: [{ column: 'Description', before: 'old', after: 'new\n→ line' }],
      reason: null,
    },
  ])
  assert.deepEqual((await rowsOf(task.task_id, 'result=CREATED')).rows, [
    {
      row: 3,
      result: 'CREATED',
      user_name: 'fresh',
      cells: [{ column: 'Email', before: null, after: 'f@example.com' }],
      reason: null,
    },
  ])
  assert.deepEqual((await rowsOf(task.task_id, 'result=UNCHANGED')).rows[0]?.['cells'], [])
  const refused = await rowsOf(task.task_id, '')
  assert.deepEqual([refused.count, refused.listed], [1, 1])
  const [row] = refused.rows
  assert.deepEqual(row?.['cells'], [{ column: 'Email', before: null, after: 'nowhere' }])
  assert.match(String(row?.['reason']), /^\[Email\] /)
})

void test('a thousand rows of each result are listed, page by page; the count is of all', async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `many${index},m@example.com`)
  const { task } = await importUsers(muster, `Username,Email\n${names.join('\n')}\n`, { dry_run: true })
  const { count, listed, rows } = await rowsOf(task.task_id, 'result=CREATED&offset=900&limit=200')
  assert.deepEqual([count, listed, rows.length], [1200, 1000, 100])
  assert.equal(rows[0]?.['row'], 902)
})

void test('who may not read the report may not read its rows; they go with it', async () => {
  const { task } = await importUsers(muster, 'Username,Email\nsecret,s@example.com\n', { dry_run: true })
  const narrow = await addIamUser(muster, 'narrow', [
    { policy: 'UserManager', scope: 'enterprise_project', id: '0' },
  ])
  const path = `GET /v3/{p}/users/import/${task.task_id}/rows`
  assert.equal((await muster.call(path, { who: narrow })).status, 403)
  assert.equal((await muster.call('GET /v3/{p}/users/import/unknown/rows')).status, 404)
  await runSql(muster, `UPDATE export_tasks SET expires_at = now() - interval '1 s' WHERE id = $1`, [
    task.task_id,
  ])
  assert.equal((await muster.call(path)).status, 400)
  await muster.call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids: [task.task_id] } })
  assert.deepEqual(
    await runSql(muster, 'SELECT 1 FROM import_differences WHERE task_id = $1', [task.task_id]),
    [],
  )
})
