import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportBy, findTask } from '../support/exports.ts'
import { addIamUser } from '../support/iam-users.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { scenarios } from '../support/scenarios.ts'
import { runSql } from '../support/sql.ts'
import { createEnterpriseProject, createGroup, createUsers, setUser } from '../support/users.ts'

// The sibling exports: same task, same workbook, same last sheet, other columns (contract, section 4).
const muster = await startMuster()
await createEnterpriseProject(muster, '1')
const sales = await createGroup(muster, 'Sales 100%')
const empty = await createGroup(muster, '空组')
const legal = await createGroup(muster, 'legal')
await runSql(muster, `UPDATE user_groups SET platform_type = 'AD', description = '=1+1' WHERE id = $1`, [
  legal,
])
await createUsers(muster, [
  { user_name: 'alice', group_ids: [sales, legal], description: 'dev' },
  { user_name: 'bob', group_ids: [sales], enterprise_project_id: '1' },
  { user_name: 'carol', group_ids: [sales], active_type: 'ADMIN_ACTIVATE' },
  { user_name: 'dave' },
])
await setUser(muster, 'alice', { total_desktops: 2 })
await setUser(muster, 'bob', { total_desktops: 3 })
const onlyFirst = await addIamUser(muster, 'only the first', [
  { policy: 'UserManager', scope: 'enterprise_project', id: '1' },
])
const other = await createOtherAccount(muster)

const groups = (body: object = {}, options: object = {}) =>
  exportBy(muster, 'POST /v3/{p}/groups/export', { body, ...options })
const members = (query = '', options: object = {}) =>
  exportBy(muster, `GET /v3/{p}/groups/${sales}/users/export${query}`, options)
const column = ({ workbook }: Awaited<ReturnType<typeof groups>>, header: string) =>
  workbook.rows.map((row) => row[header])

const [all, named, byId, neither, chinese, narrow, team, teamChinese, byUsers, teamNarrow, intersection] =
  await Promise.all([
    groups(),
    groups({ name: 'SALES 100%', group_ids: [] }),
    groups({ group_ids: [empty, legal, 'none'] }),
    groups({ name: 'sales', group_ids: [legal] }),
    groups({ language: 'zh-cn', name: '空' }),
    groups({}, { who: onlyFirst }),
    members(),
    members('?language=zh_CN&description=DEV&user_names=alice&user_names=bob'),
    members('?active_type=user_activate'),
    members('', { who: onlyFirst }),
    members('?group_name=Legal'),
  ])

void test('user groups in order, each with its members counted in the same snapshot', () => {
  assert.deepEqual(all.workbook.sheets, ['User Groups', 'About this export'])
  assert.deepEqual(all.workbook.headers, [
    'Group Name',
    'Description',
    'Type',
    'Users',
    'Desktops',
    'Created',
    'Group ID',
  ])
  assert.deepEqual(
    all.workbook.rows.map((row) => Object.values(row).filter((cell) => !(cell instanceof Date))),
    [
      ['legal', '=1+1', 'AD domain', 1, 2, legal],
      ['Sales 100%', null, 'Local', 3, 5, sales],
      ['空组', null, 'Local', 0, 0, empty],
    ],
  )
  assert.ok(column(all, 'Created').every((cell) => cell instanceof Date))
})

void test('name is a substring that ignores case, group_ids are exact; both combine by AND', () => {
  assert.deepEqual(column(named, 'Group Name'), ['Sales 100%'])
  assert.deepEqual(column(byId, 'Group Name'), ['legal', '空组'])
  assert.deepEqual(column(neither, 'Group Name'), [])
})

void test('the last sheet says which groups, and what is left out', () => {
  const said = ({ workbook: { about } }: typeof all) => [
    about.get('Contents'),
    about.get('Left out'),
    about.get('User groups'),
  ]
  assert.deepEqual(said(all), ['all user groups', 'nothing', 3])
  assert.deepEqual(said(named), [
    'group name contains “SALES 100%”',
    'user groups that do not match the filter',
    1,
  ])
  assert.deepEqual(said(narrow), [
    'all user groups · users counted: those of enterprise projects 1',
    'nothing',
    3,
  ])
  assert.match([...all.workbook.about.keys()].join('\n'), /Complete: 3 user groups were counted/)
})

void test('in Chinese', () => {
  assert.deepEqual(chinese.workbook.sheets, ['用户组', '导出说明'])
  assert.deepEqual(chinese.workbook.headers.slice(0, 3), ['用户组名称', '描述', '类型'])
  assert.deepEqual([column(chinese, '类型'), chinese.workbook.about.get('用户组数')], [['本地'], 1])
})

void test('who may see one enterprise project has its members counted, and no others', () => {
  assert.deepEqual(column(narrow, 'Users'), [0, 1, 0])
  assert.deepEqual(column(narrow, 'Desktops'), [0, 3, 0])
})

void test('the members of a group: the group in front, then all that a users’ export has', () => {
  assert.equal(team.workbook.headers[0], 'User Group')
  assert.equal(team.workbook.headers.length, 19)
  assert.deepEqual(column(team, 'User Group'), ['Sales 100%', 'Sales 100%', 'Sales 100%'])
  assert.deepEqual(column(team, 'Username'), ['alice', 'bob', 'carol'])
  assert.deepEqual(column(team, 'User Groups'), ['legal; Sales 100%', 'Sales 100%', 'Sales 100%'])
  const { about } = team.workbook
  assert.deepEqual(
    [about.get('Contents'), about.get('Left out'), about.get('Users')],
    ['members of user group “Sales 100%”', 'users who are not members of the group', 3],
  )
})

void test('filters narrow the members', () => {
  assert.deepEqual(column(teamChinese, '用户名'), ['alice'])
  assert.deepEqual(teamChinese.workbook.sheets, ['用户', '导出说明'])
  assert.equal(
    teamChinese.workbook.about.get('导出内容'),
    '用户组“Sales 100%”的成员 · 用户名为以下之一：alice, bob · 描述包含“DEV”',
  )
  assert.deepEqual(column(byUsers, 'Username'), ['alice', 'bob'])
  assert.deepEqual(column(teamNarrow, 'Username'), ['bob'])
  assert.deepEqual(column(intersection, 'Username'), ['alice'])
})

void test('the export centre tells them apart', async () => {
  assert.deepEqual([all.task.task_type, team.task.task_type], ['GROUPS', 'GROUP_USERS'])
  assert.match(all.task.file_name, /^groups-local-\d{8}-\d{6}\.xlsx$/)
  assert.match(team.task.file_name, /^group-users-local-\d{8}-\d{6}\.xlsx$/)
  assert.deepEqual(byId.task.filter, { group_ids: [empty, legal, 'none'] })
  assert.deepEqual((await findTask(muster, byUsers.task.task_id))?.filter, {
    active_type: 'USER_ACTIVATE',
    group_id: sales,
    member_of: 'Sales 100%',
  })
})

void test('a repeat with its idempotency key is the same task, of one kind only', async () => {
  const headers = { 'x-idempotency-key': 'once' }
  const first = await muster.call('POST /v3/{p}/groups/export', { headers, body: {} })
  const again = await muster.call('POST /v3/{p}/groups/export', { headers })
  assert.equal(first.json<{ task_id: string }>().task_id, again.json<{ task_id: string }>().task_id)
  const users = await muster.call('POST /v3/{p}/users/export', { headers })
  assert.equal(users.status, 409)
  const ofGroup = await muster.call(`GET /v3/{p}/groups/${sales}/users/export`, { headers })
  assert.equal(ofGroup.status, 409)
})

void test('a file is another’s to download only if he may make it himself', async () => {
  const path = (id: string) => `GET /v2/{p}/export-tasks/${id}/download`
  assert.equal((await muster.call(path(all.task.task_id), { who: onlyFirst })).status, 403)
  assert.equal((await muster.call(path(narrow.task.task_id), { who: onlyFirst })).status, 200)
})

scenarios(muster, [
  {
    rule: 'an unknown group',
    request: 'GET /v3/{p}/groups/none/users/export',
    status: 400,
    code: 'WKS.00170208',
    contains: ['`none`'],
  },
  {
    rule: 'another account’s group is unknown',
    request: `GET /v3/${other.project}/groups/${sales}/users/export`,
    who: other.who,
    status: 400,
    code: 'WKS.00170208',
    lacks: ['Sales'],
  },
  {
    rule: 'another account’s groups by their IDs are none',
    request: `POST /v3/${other.project}/groups/export`,
    who: other.who,
    body: { group_ids: [sales] },
    status: 200,
  },
  {
    rule: 'an unknown enterprise project',
    request: `GET /v3/{p}/groups/${sales}/users/export?enterprise_project_id=none`,
    status: 404,
    code: 'WKS.00290007',
  },
  {
    rule: 'an enterprise project that is not the caller’s',
    request: `GET /v3/{p}/groups/${sales}/users/export?enterprise_project_id=0`,
    who: onlyFirst,
    status: 403,
  },
  {
    rule: 'name of 255 characters',
    request: 'POST /v3/{p}/groups/export',
    body: { name: '组'.repeat(255) },
    status: 200,
  },
  {
    rule: 'name of 256 characters',
    request: 'POST /v3/{p}/groups/export',
    body: { name: '组'.repeat(256) },
    status: 400,
    code: 'WKS.00211102',
    contains: ['`name`'],
  },
  {
    rule: '100 group_ids',
    request: 'POST /v3/{p}/groups/export',
    body: { group_ids: Array.from({ length: 100 }, (_, i) => `g${i}`) },
    status: 200,
  },
  {
    rule: '101 group_ids',
    request: 'POST /v3/{p}/groups/export',
    body: { group_ids: Array.from({ length: 101 }, (_, i) => `g${i}`) },
    status: 400,
    code: 'WKS.00211102',
    contains: ['`group_ids`'],
  },
  {
    rule: 'a language that there is not',
    request: `GET /v3/{p}/groups/${sales}/users/export?language=fr_FR`,
    status: 400,
    contains: ['`language`'],
  },
])
