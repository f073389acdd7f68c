import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers } from '../support/exports.ts'
import { createUsers } from '../support/users.ts'

// The last sheet says what the file contains and what it leaves out (contract, section 1).
const muster = await startMuster()
await createUsers(muster, [
  { user_name: 'alice', description: 'dev' },
  { user_name: 'bob', description: 'ops' },
  { user_name: 'carol', active_type: 'ADMIN_ACTIVATE' },
])

const [defaults, all, narrowed, chinese, unknown] = await Promise.all(
  [
    {},
    { active_type: 'ALL' },
    {
      user_name: 'ALI',
      user_names: ['alice', 'bob'],
      description: 'd%v',
      enterprise_project_id: '0',
      share_space_subscription: true,
      share_space_desktops: false,
    },
    { language: 'zh_CN', description: 'dev' },
    { active_type: 'ALL', some_newer_field: true },
  ].map((body) => exportUsers(muster, body)),
)
assert.ok(defaults && all && narrowed && chinese && unknown)

void test('project, who exported, task, and number of users', () => {
  const { about } = defaults.workbook
  assert.equal(about.get('Project'), 'local')
  assert.equal(about.get('Project ID'), muster.project)
  assert.equal(about.get('Exported by'), 'acme/admin')
  assert.equal(about.get('Task ID'), defaults.task.task_id)
  assert.equal(about.get('Users'), 2)
  assert.equal(all.workbook.about.get('Users'), 3)
})

void test('when it was asked for, and the instant of the snapshot, as the task tells them', () => {
  const { about } = defaults.workbook
  assert.equal(about.get('Requested (UTC)'), defaults.task.create_time)
  assert.equal(about.get('State of the directory as of (UTC)'), defaults.task.snapshot_time)
})

void test('activation by users alone: the others are named as left out', () => {
  assert.equal(defaults.workbook.about.get('Contents'), 'activation by users')
  assert.equal(defaults.workbook.about.get('Left out'), 'users with activation by administrators')
})

void test('ALL without a filter: everybody, nothing left out', () => {
  assert.equal(all.workbook.about.get('Contents'), 'all users')
  assert.equal(all.workbook.about.get('Left out'), 'nothing')
})

void test('a field that is unknown leaves nothing out', () => {
  assert.equal(unknown.workbook.about.get('Left out'), 'nothing')
})

void test('every filter stands there in words', () => {
  const contents = String(narrowed.workbook.about.get('Contents'))
  for (const part of ['activation by users', '“ALI”', 'alice, bob', '“d%v”', 'enterprise project 0']) {
    assert.ok(contents.includes(part), contents)
  }
  assert.match(contents, / · subscribed to collaboration · without collaborative desktops$/)
  assert.equal(narrowed.workbook.about.get('Left out'), 'users who do not match the filter')
})

void test('in Chinese', () => {
  const { about, sheets } = chinese.workbook
  assert.equal(sheets.at(-1), '导出说明')
  assert.equal(about.get('项目'), 'local')
  assert.equal(about.get('导出人'), 'acme/admin')
  assert.equal(about.get('用户数'), 1)
  assert.equal(about.get('导出内容'), '用户激活 · 描述包含“dev”')
  assert.equal(about.get('未包含'), '不符合过滤条件的用户')
})
