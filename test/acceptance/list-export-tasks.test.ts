import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type Task, download, startExport, waitForTask } from '../support/exports.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { failTask } from '../support/task-states.ts'

// Filters, order and pages of ListExportTasks (contract, section 2).
const muster = await startMuster()
const downloaded = await startExport(muster, {})
const untouched = await startExport(muster, { language: 'zh_CN' })
const failed = await startExport(muster, {})
for (const id of [downloaded, untouched, failed]) await waitForTask(muster, id)
await download(muster, downloaded)
await waitForTask(muster, downloaded, ({ is_download }) => is_download)
await failTask(muster, failed, 'WKS.00290013', 'The export could not be completed.')
const all = [downloaded, untouched, failed]

async function list(query: string): Promise<{ export_tasks: Task[]; count: number }> {
  const answer = await muster.call(`GET /v2/{p}/export-tasks${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json()
}

const found: readonly [rule: string, query: string, ids: readonly string[], count: number][] = [
  ['by default all, the oldest first', '', all, 3],
  ['sort_type ASC', '?sort_field=create_time&sort_type=ASC', all, 3],
  ['sort_type desc in lower case', '?sort_field=CREATE_TIME&sort_type=desc', all.toReversed(), 3],
  ['task_id', `?task_id=${untouched}`, [untouched], 1],
  ['a task_id that is none', '?task_id=0', [], 0],
  ['status SUCCESS', '?status=SUCCESS', [downloaded, untouched], 2],
  ['status fail in lower case', '?status=fail', [failed], 1],
  ['status CREATING', '?status=CREATING', [], 0],
  ['status EXPIRED', '?status=EXPIRED', [], 0],
  ['is_download true', '?is_download=true', [downloaded], 1],
  ['is_download false', '?is_download=false', [untouched, failed], 2],
  ['file_name is a substring', '?file_name=ers-local-', all, 3],
  ['% in file_name is an ordinary character', '?file_name=%25', [], 0],
  ['_ in file_name is an ordinary character', '?file_name=users_local', [], 0],
  ['filters combine by AND', `?status=SUCCESS&is_download=false&task_id=${downloaded}`, [], 0],
  ['limit, with the count of all', '?limit=1', [downloaded], 3],
  ['offset', '?offset=1&limit=1', [untouched], 3],
  ['an offset past the end', '?offset=3', [], 3],
  ['an offset far past the end', '?offset=2147483648', [], 3],
  ['unknown parameters are ignored', '?newer=1&limit=2', [downloaded, untouched], 3],
]
for (const [rule, query, ids, count] of found) {
  void test(rule, async () => {
    const page = await list(query)
    assert.deepEqual(
      page.export_tasks.map(({ task_id }) => task_id),
      ids,
    )
    assert.equal(page.count, count)
  })
}

void test('a failed task says why', async () => {
  const [task] = (await list(`?task_id=${failed}`)).export_tasks
  assert.equal(task?.status, 'FAIL')
  assert.equal(task?.error_code, 'WKS.00290013')
  assert.equal(task?.fail_reason, 'The export could not be completed.')
})

const refused = (query: string, ...contains: string[]): Scenario => ({
  rule: `refused: ${query}`,
  request: `GET /v2/{p}/export-tasks?${query}`,
  status: 400,
  code: 'WKS.00211102',
  contains,
})
scenarios(muster, [
  refused('limit=0', '`limit` received 0', '1 to 100'),
  refused('limit=101', '`limit` received 101', '1 to 100'),
  refused('limit=ten', '`limit` received "ten"'),
  refused('limit=1.5', '`limit`'),
  refused('limit=', '`limit`'),
  refused('limit=1&limit=2', '`limit`'),
  refused('offset=-1', '`offset` received -1'),
  refused('offset=99999999999999999999999', '`offset`'),
  refused('status=DONE', '`status` received "DONE"', 'CREATING, SUCCESS, FAIL, EXPIRED'),
  refused('is_download=yes', '`is_download` received "yes"', 'true or false'),
  refused('sort_field=file_name', '`sort_field`', 'create_time'),
  refused('sort_type=UP', '`sort_type`', 'ASC, DESC'),
  refused('task_id=a%00b', '`task_id`', 'U+0000'),
  refused('limit=0&offset=-1&status=x', '`limit`', '`offset`', '`status`'),
  {
    rule: 'a limit of 100',
    request: 'GET /v2/{p}/export-tasks?limit=100',
    status: 200,
  },
])

void test('without a limit a page has 20 tasks', async () => {
  for (let count = 0; count < 20; count++) await startExport(muster, { user_name: 'nobody' })
  const page = await list('')
  assert.equal(page.export_tasks.length, 20)
  assert.equal(page.count, 23)
})
