import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportUsers } from '../support/exports.ts'
import { importUsers, postImport } from '../support/import-form.ts'
import { runSql } from '../support/sql.ts'
import { createEnterpriseProject, createGroup, createUsers, setUser } from '../support/users.ts'

const muster = await startMuster()

/** A CSV file of rows of cells. */
const csv = (...rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

const userOf = async (name: string) => {
  const [user] = await runSql(
    muster,
    `SELECT users.*, ARRAY(SELECT name FROM user_groups WHERE number = ANY (group_numbers) ORDER BY name) AS groups
     FROM users WHERE user_name = $1`,
    [name],
  )
  return user ?? {}
}

void test('users are created with all that a row says, in Chinese as well', async () => {
  await createGroup(muster, 'Staff')
  await createEnterpriseProject(muster, 'ep-1')
  const { counts, report, task } = await importUsers(
    muster,
    csv(
      [
        '用户ID',
        'Username',
        '邮箱',
        'Mobile Number',
        '描述',
        '激活类型',
        '用户组',
        '域',
        '状态',
        '桌面数',
        '协同',
        '协同桌面数',
        '账户过期时间',
        '密码永不过期',
        '允许修改密码',
        '下次登录须修改密码',
        '企业项目ID',
        '创建时间',
      ],
      [
        'x',
        ' li.lei ',
        'li@example.com',
        '007',
        ' a\nb ',
        '管理员激活',
        'staff; 新组;',
        'corp',
        '已禁用',
        '3',
        '已订阅',
        '2',
        '2030-01-02 03:04:05',
        '是',
        'No',
        'true',
        'ep-1',
        '2001-01-01',
      ],
      ['', 'plain', 'p@example.com', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''],
    ),
    { language: 'en_US' },
  )
  assert.deepEqual(counts, [2, 0, 0, 0])
  assert.deepEqual([task.task_type, task.rows_total, task.rows_written, task.progress], ['IMPORT', 2, 2, 100])
  assert.match(task.file_name, /^import-local-\d{8}-\d{6}\.xlsx$/)
  assert.equal(task.import_result?.applied, true)
  const user = await userOf('li.lei')
  const { id, created_at, updated_at, project_id, group_numbers, ...rest } = user
  assert.match(String(id), /^[0-9a-f]{12}7[0-9a-f]{19}$/)
  assert.ok(Date.now() - Number(created_at) < 60_000)
  assert.deepEqual(rest, {
    user_name: 'li.lei',
    user_name_key: 'li.lei',
    domain: 'corp',
    enterprise_project_id: 'ep-1',
    user_email: 'li@example.com',
    user_phone: '007',
    description: ' a\nb ',
    alias_name: null,
    active_type: 'ADMIN_ACTIVATE',
    platform_type: 'LOCAL',
    account_expires: new Date('2030-01-02T03:04:05Z'),
    password_never_expired: true,
    enable_change_password: false,
    next_login_change_password: true,
    locked: false,
    disabled: true,
    is_pre_user: false,
    total_desktops: 3,
    share_space_subscription: true,
    share_space_desktops: 2,
    user_info_map: null,
    groups: ['Staff', '新组'],
  })
  assert.deepEqual(
    report.rows.map((row) => row['Result']),
    ['Created', 'Created'],
  )
  assert.deepEqual([report.about.get('New user groups'), report.about.get('Created')], [1, 2])
  const plain = await userOf('plain')
  assert.deepEqual(
    [
      plain['active_type'],
      plain['account_expires'],
      plain['enable_change_password'],
      plain['enterprise_project_id'],
    ],
    ['USER_ACTIVATE', null, true, '0'],
  )
})

void test('upsert says what it changes, from and to; what a file has no column of stays', async () => {
  await createUsers(muster, [
    { user_name: 'Anna', user_email: 'anna@example.com', description: 'old', user_phone: '1' },
  ])
  await setUser(muster, 'Anna', { locked: true, total_desktops: 4 })
  const { counts, report } = await importUsers(
    muster,
    csv(
      ['username', 'Description', 'Mobile Number', 'Status', 'Desktops', 'Account Expires', 'User Groups'],
      ['ANNA', 'new', '', 'Normal', '', '2031-12-31', 'Staff; Fresh'],
    ),
    { mode: 'upsert' },
  )
  assert.deepEqual(counts, [0, 1, 0, 0])
  assert.deepEqual(String(report.rows[0]?.['Changes']).split('\n'), [
    'Mobile Number: 1 → (empty)',
    'Description: old → new',
    'User Groups: (empty) → Staff; Fresh',
    'Status: Locked → Normal',
    'Account Expires: Never → 2031-12-31 00:00:00',
  ])
  const anna = await userOf('Anna')
  assert.deepEqual(
    [
      anna['user_email'],
      anna['user_phone'],
      anna['description'],
      anna['locked'],
      anna['total_desktops'],
      anna['groups'],
    ],
    ['anna@example.com', null, 'new', false, 4, ['Fresh', 'Staff']],
  )
  const again = await importUsers(
    muster,
    csv(['用户名', '用户组', '账户过期时间', '状态'], ['anna', 'fresh;STAFF', '2031/12/31 0:00', '正常']),
    { mode: 'upsert', language: 'zh_CN' },
  )
  assert.deepEqual(again.counts, [0, 0, 1, 0])
  assert.equal(again.report.rows[0]?.['结果'], '未更改')
})

void test('status: Locked and Disabled set their flag, Expired changes neither', async () => {
  await createUsers(muster, [
    { user_name: 'st1', account_expires: '2001-01-01T00:00:00Z' },
    { user_name: 'st2' },
    { user_name: 'st3' },
  ])
  await setUser(muster, 'st1', { locked: true })
  await setUser(muster, 'st2', { locked: true })
  const { counts } = await importUsers(
    muster,
    csv(['Username', 'Status'], ['st1', 'expired'], ['st2', 'DISABLED'], ['st3', '已锁定']),
    { mode: 'upsert' },
  )
  assert.deepEqual(counts, [0, 2, 1, 0])
  const flags = await Promise.all(['st1', 'st2', 'st3'].map((name) => userOf(name)))
  assert.deepEqual(
    flags.map(({ locked, disabled }) => [locked, disabled]),
    [
      [true, false],
      [true, true],
      [true, false],
    ],
  )
})

const REFUSED: readonly (readonly [why: RegExp, cells: Readonly<Record<string, string>>])[] = [
  [/^\[Username\] is empty/, { Username: ' ', Email: 'a@b' }],
  [/^\[Username\] is no user name/, { Username: 'a b', Email: 'a@b' }],
  [/^\[Username\] is no user name/, { Username: 'x'.repeat(33), Email: 'a@b' }],
  [/^\[Username\] is no user name/, { Username: 'dot.', Email: 'a@b' }],
  [/^\[Email\] is no e-mail/, { Username: 'r1', Email: 'nobody' }],
  [/^\[Email\] is no e-mail/, { Username: 'r2', Email: `${'x'.repeat(60)}@abcd` }],
  [/^\[Email\] is empty, and so is the mobile/, { Username: 'r3' }],
  [/^\[Mobile Number\] takes at most 20/, { Username: 'r4', 'Mobile Number': '1'.repeat(21) }],
  [/^\[Mobile Number\] takes/, { Username: 'r5', 'Mobile Number': 'x' }],
  [/^\[Description\] is longer than 255/, { Username: 'r6', Email: 'a@b', Description: 'x'.repeat(256) }],
  [
    /^\[Activation Type\] is none of: Activation by users, Activation by admin/,
    { Username: 'r7', Email: 'a@b', 'Activation Type': 'x' },
  ],
  [/^\[Status\] is none of: Normal/, { Username: 'r8', Email: 'a@b', Status: 'Asleep' }],
  [/^\[Desktops\] is no whole number/, { Username: 'r9', Email: 'a@b', Desktops: '-1' }],
  [/^\[Desktops\] is no whole number/, { Username: 'r10', Email: 'a@b', Desktops: '2147483648' }],
  [/^\[Account Expires\] is no date/, { Username: 'r11', Email: 'a@b', 'Account Expires': '2026-02-30' }],
  [/^\[Account Expires\] is no date/, { Username: 'r12', Email: 'a@b', 'Account Expires': '1/2/2026' }],
  [
    /^\[Can Change Password\] is none of: Yes, No/,
    { Username: 'r13', Email: 'a@b', 'Can Change Password': 'perhaps' },
  ],
  [
    /^\[Enterprise Project ID\] does not exist/,
    { Username: 'r14', Email: 'a@b', 'Enterprise Project ID': 'none' },
  ],
  [
    /^\[User Groups\] names a new user group of more than 64/,
    { Username: 'r15', Email: 'a@b', 'User Groups': 'g'.repeat(65) },
  ],
  [/^\[Username\] stands in an earlier row/, { Username: 'TWICE', Email: 'a@b' }],
  [/^\[Username\] exists already/, { Username: 'there', Email: 'a@b' }],
  [
    /^\[Desktops\] .*; \[Status\] |^\[Status\] .*; \[Desktops\] /,
    { Username: 'r16', Email: 'a@b', Status: 'x', Desktops: 'x' },
  ],
]

void test('refused rows say why; with abort nothing is changed, with skip the others are imported', async () => {
  await createUsers(muster, [{ user_name: 'There' }])
  const headers = [...new Set(REFUSED.flatMap(([, cells]) => Object.keys(cells)))]
  const good = ['twice', 'fine'].map((name) =>
    headers.map((header) => (header === 'Username' ? name : header === 'Email' ? 'a@b' : '')),
  )
  const bad = REFUSED.map(([, cells]) => headers.map((header) => cells[header] ?? ''))
  const file = csv(headers, ...good, ...bad)
  const aborted = await importUsers(muster, file)
  assert.deepEqual(aborted.counts, [2, 0, 0, REFUSED.length])
  assert.equal(aborted.task.import_result?.applied, false)
  assert.deepEqual(await userOf('fine'), {})
  for (const [index, [why, cells]] of REFUSED.entries()) {
    const row = aborted.report.rows[index + 2] ?? {}
    assert.equal(row['Result'], 'Refused', JSON.stringify(cells))
    assert.match(String(row['Reason']), why)
    assert.equal(row['Username'] ?? '', cells['Username']?.trim() === '' ? ' ' : (cells['Username'] ?? ''))
  }
  const dry = await importUsers(muster, file, { on_error: 'skip', dry_run: true })
  assert.deepEqual([dry.counts, dry.task.import_result?.applied], [[2, 0, 0, REFUSED.length], false])
  assert.deepEqual(await userOf('fine'), {})
  const skipped = await importUsers(muster, file, { on_error: 'skip' })
  assert.deepEqual([skipped.counts, skipped.task.import_result?.applied], [[2, 0, 0, REFUSED.length], true])
  assert.equal((await userOf('fine'))['user_email'], 'a@b')
  // The report of an import is itself a file to import: corrected, it goes in again.
  const again = await importUsers(muster, skipped.bytes, { mode: 'upsert', on_error: 'skip' })
  assert.deepEqual(again.task.import_result?.unknown_columns, [])
  // Who was refused for being there already is updated.
  assert.deepEqual(again.counts, [0, 1, 2, REFUSED.length - 1])
})

void test('unknown columns are named and kept', async () => {
  const { report, task } = await importUsers(
    muster,
    csv(['Shoe Size', 'Username', 'Email'], ['44', 'shoe', 'a@b']),
  )
  assert.deepEqual(task.import_result?.unknown_columns, ['Shoe Size'])
  assert.equal(report.rows[0]?.['Shoe Size'], '44')
  assert.equal(report.about.get('Unknown columns, not read'), 'Shoe Size')
})

void test('an export goes back in unchanged, in both languages', async () => {
  for (const language of ['en_US', 'zh_CN'] as const) {
    const exported = await exportUsers(muster, { active_type: 'ALL', language })
    const { counts } = await importUsers(muster, exported.bytes, { mode: 'upsert', language })
    assert.deepEqual(counts, [0, 0, exported.task.rows_total, 0])
  }
})

void test('what is no file of users is refused at once, and nothing is left', async () => {
  const table: readonly (readonly [bytes: Uint8Array | string, why: RegExp])[] = [
    ['', /`file` is empty/],
    ['%PDF-1.7 …', /is a PDF document/],
    ['PK\x03\x04', /ZIP archive is damaged or truncated/],
    ['Name,Email\r\nx,y', /no column of its first row is called "Username" or "用户名"/],
    ['Username,用户名\r\nx,y', /names the column "用户名" twice/],
    [Buffer.from([0x41, 0x81, 0xff, 0x0a]), /neither UTF-8 nor GB18030/],
    [Buffer.from('a\0b'), /neither a workbook \(\.xlsx\) nor a CSV file/],
  ]
  for (const [bytes, why] of table) {
    const answer = await postImport(muster, bytes)
    assert.equal(answer.status, 400, answer.text)
    assert.match(answer.text, /WKS\.00211102/)
    assert.match(answer.json<{ error_msg: string }>().error_msg, why)
  }
  const none = await muster.call('POST /v3/{p}/users/import', { body: { file: 'x' } })
  assert.equal(none.status, 400)
  assert.match(none.text, /`file` is missing/)
})
