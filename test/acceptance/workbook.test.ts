import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HEADERS, SHEETS } from '../corpus/expected-row.ts'
import { startMuster } from '../support/acceptance.ts'
import { exportUsers } from '../support/exports.ts'
import { createGroup, createUsers, setUser } from '../support/users.ts'

// The workbook as a reader sees it, in both languages (contract, section 1).
const muster = await startMuster()
const groups = [await createGroup(muster, 'Zeta'), await createGroup(muster, 'alpha; beta')]
await createUsers(muster, [
  {
    user_name: 'full',
    user_email: 'full@example.com',
    user_phone: '+8613800000000',
    description: 'all there is',
    group_ids: groups,
    domain: 'corp.example.com',
    account_expires: '2099-12-31T23:59:59Z',
    enable_change_password: false,
    next_login_change_password: false,
  },
  { user_name: 'plain' },
  { user_name: 'managed', active_type: 'ADMIN_ACTIVATE', account_expires: '0' },
  { user_name: 's1-locked' },
  { user_name: 's2-disabled' },
  { user_name: 's3-expired', account_expires: '2001-02-03T04:05:06.789Z' },
  { user_name: 's4-disabled-locked-expired', account_expires: '2001-02-03T04:05:06Z' },
  { user_name: 's5-locked-expired', account_expires: '2001-02-03T04:05:06Z' },
])
await setUser(muster, 'full', {
  total_desktops: 3,
  share_space_desktops: 12,
  share_space_subscription: true,
  password_never_expired: true,
})
await setUser(muster, 's1-locked', { locked: true })
await setUser(muster, 's2-disabled', { disabled: true })
await setUser(muster, 's4-disabled-locked-expired', { disabled: true, locked: true })
await setUser(muster, 's5-locked-expired', { locked: true })

const [english, chinese] = await Promise.all([
  exportUsers(muster, { active_type: 'ALL' }),
  exportUsers(muster, { active_type: 'ALL', language: 'zh-CN' }),
])

const listed = await muster.call('GET /v2/{p}/users')
const idOf = new Map(
  listed
    .json<{ users: { user_name: string; id: string }[] }>()
    .users.map(({ user_name, id }) => [user_name, id]),
)

void test('sheets are named in the language, the users’ first, the explanation last', () => {
  assert.deepEqual(english.workbook.sheets, SHEETS.en_US)
  assert.deepEqual(chinese.workbook.sheets, SHEETS.zh_CN)
})

void test('the eighteen headers stand in the language and in order', () => {
  assert.deepEqual(english.workbook.headers, HEADERS.en_US)
  assert.deepEqual(chinese.workbook.headers, HEADERS.zh_CN)
})

const cellsOf = ({ workbook }: typeof english, position: number) =>
  Object.values(workbook.rows[position] ?? {})

const names = [
  'full',
  'managed',
  'plain',
  's1-locked',
  's2-disabled',
  's3-expired',
  's4-disabled-locked-expired',
  's5-locked-expired',
]
void test('one row a user, in the order of lists', () => {
  assert.deepEqual(
    english.workbook.rows.map((row) => row['Username']),
    names,
  )
})

const created = (position: number) => english.workbook.rows[position]?.['Created']

void test('every cell of a user who has everything, in English', () => {
  assert.deepEqual(cellsOf(english, 0), [
    'full',
    'full@example.com',
    '+8613800000000',
    'all there is',
    'Activation by users',
    'alpha; beta; Zeta',
    'corp.example.com',
    'Normal',
    3,
    'Subscribed',
    12,
    new Date('2099-12-31T23:59:59Z'),
    'Yes',
    'No',
    'No',
    '0',
    created(0),
    idOf.get('full'),
  ])
})

void test('every cell of the same user in Chinese', () => {
  assert.deepEqual(cellsOf(chinese, 0), [
    'full',
    'full@example.com',
    '+8613800000000',
    'all there is',
    '用户激活',
    'alpha; beta; Zeta',
    'corp.example.com',
    '正常',
    3,
    '已订阅',
    12,
    new Date('2099-12-31T23:59:59Z'),
    '是',
    '否',
    '否',
    '0',
    created(0),
    idOf.get('full'),
  ])
})

void test('what a user does not have is an empty cell, a zero, or Never', () => {
  assert.deepEqual(cellsOf(english, 1), [
    'managed',
    null,
    null,
    null,
    'Activation by administrators',
    null,
    null,
    'Normal',
    0,
    'Not subscribed',
    0,
    'Never',
    'No',
    'Yes',
    'Yes',
    '0',
    created(1),
    idOf.get('managed'),
  ])
  assert.deepEqual(cellsOf(chinese, 1).slice(4, 15), [
    '管理员激活',
    null,
    null,
    '正常',
    0,
    '未订阅',
    0,
    '永不过期',
    '否',
    '是',
    '是',
  ])
})

void test('status: disabled before locked before expired', () => {
  const statuses = (file: typeof english, header: string) =>
    file.workbook.rows.slice(3).map((row) => row[header])
  assert.deepEqual(statuses(english, 'Status'), ['Locked', 'Disabled', 'Expired', 'Disabled', 'Locked'])
  assert.deepEqual(statuses(chinese, '状态'), ['已锁定', '已禁用', '已过期', '已禁用', '已锁定'])
})

void test('dates are real date-times in UTC, to the millisecond', () => {
  const expires = english.workbook.rows[5]?.['Account Expires']
  assert.ok(expires instanceof Date)
  assert.equal(expires.toISOString(), '2001-02-03T04:05:06.789Z')
  const creation = created(0)
  assert.ok(creation instanceof Date)
  assert.ok(Math.abs(creation.getTime() - Date.now()) < 600_000, creation.toISOString())
})

void test('the header is frozen, filtered, and columns have widths', () => {
  for (const { workbook } of [english, chinese]) {
    const sheet = workbook.workbook.worksheets[0]
    const [view] = sheet?.views ?? []
    assert.equal(view?.state, 'frozen')
    assert.equal((view as { ySplit?: number }).ySplit, 1)
    assert.match(JSON.stringify(sheet?.autoFilter), /A1:R9/)
    for (let column = 1; column <= 18; column++) assert.ok((sheet?.getColumn(column).width ?? 0) > 3)
  }
})

void test('document properties: title, creator, time of creation', () => {
  const { title, creator, created: time } = english.workbook.workbook
  assert.equal(title, 'Users')
  assert.equal(chinese.workbook.workbook.title, '用户')
  assert.equal(creator, 'acme/admin')
  const snapshot = new Date(english.task.snapshot_time ?? 0)
  assert.ok(Math.abs(time.getTime() - snapshot.getTime()) < 1000, String(time))
})

void test('passwords never appear', () => {
  for (const { workbook } of [english, chinese]) {
    assert.ok(!JSON.stringify(workbook.rows).includes('Passw0rd!'))
  }
})

void test('the file is named users-<project>-<yyyyMMdd-HHmmss>.xlsx after the time of the request', () => {
  for (const { task } of [english, chinese]) {
    const time = task.create_time.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
    assert.equal(task.file_name, `users-local-${time}.xlsx`)
  }
})
