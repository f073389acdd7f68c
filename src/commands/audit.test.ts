import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, before, test } from 'node:test'

import { sql } from 'kysely'

import { addEvent } from '../../test/support/audit-events.ts'
import { runMuster } from '../../test/support/command-line.ts'
import { openTestDirectory } from '../../test/support/directory.ts'
import { readWorkbook } from '../../test/support/read-workbook.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { testEnvironment } from '../../test/support/settings.ts'

const directory = await openTestDirectory()
const { url: databaseUrl, database, project } = directory

/** Runs `muster audit` in a folder of its own. */
async function run(t: TestContext, args: string[], first: string[] = []) {
  const cwd = scratchFolder(t)
  const environment = testEnvironment({ dataDir: path.join(cwd, 'data'), databaseUrl })
  const outcome = await runMuster([...first, 'audit', ...args], { environment, cwd })
  const result = outcome.code === 0 ? (JSON.parse(outcome.stdout) as Result) : null
  return { ...outcome, cwd, result, bytes: result === null ? Buffer.alloc(0) : readFileSync(result.file) }
}

interface Result {
  file: string
  events: number
  bytes: number
  sha256: string
}

before(async () => {
  await addEvent(directory, {
    operation: 'ExportUsersNew',
    action: 'workspace:users:export',
    resources: ['task-1', 'task-2'],
    status: 200,
    requestId: 'request-1',
    details: { filter: { user_name: '=1+1' } },
  })
  await addEvent(directory, {
    operation: 'DownloadExportFile',
    userName: 'li',
    principal: 'acme/li',
    isAccount: false,
    outcome: 'denied',
    status: 403,
    errorCode: 'WKS.00081102',
    resources: ['=cmd|x', 'a "quoted", one'],
  })
  await addEvent(directory, {
    projectId: null,
    operation: 'KeystoneCreateUserTokenByPassword',
    isAccount: null,
  })
  await addEvent(directory, { accountId: 'another', operation: 'Foreign' })
})

const NEWEST_FIRST = ['KeystoneCreateUserTokenByPassword', 'DownloadExportFile', 'ExportUsersNew']

test('a workbook has every event of the account, newest first, and says so on its last sheet', async (t) => {
  const { result, bytes, stderr, cwd } = await run(t, [])
  assert.ok(result, stderr)
  assert.match(path.basename(result.file), /^audit-\d{8}-\d{6}\.xlsx$/)
  assert.deepEqual(readdirSync(cwd).toSorted(), [path.basename(result.file), 'data'])
  assert.equal(statSync(result.file).mode & 0o777, 0o600)
  assert.equal(result.sha256, createHash('sha256').update(bytes).digest('hex'))
  assert.equal(result.bytes, bytes.length)
  const { sheets, headers, rows, about } = await readWorkbook(bytes)
  assert.deepEqual(sheets, ['Audit events', 'About this export'])
  assert.equal(headers.length, 17)
  assert.deepEqual(
    rows.map((row) => row['Operation']),
    NEWEST_FIRST,
  )
  const [signIn, denied, ordered] = rows
  assert.ok(denied?.['Time (UTC)'] instanceof Date)
  // Excel's serial numbers are good for some microseconds.
  const apart = denied['Time (UTC)'].getTime() - Date.parse(String(denied['Instant']))
  assert.ok(Math.abs(apart) <= 1, String(apart))
  assert.deepEqual(
    [denied['Outcome'], denied['HTTP Status'], denied['Error Code'], denied['Account/User']],
    ['Denied', 403, 'WKS.00081102', 'acme/li'],
  )
  assert.deepEqual(
    [signIn, denied, ordered].map((row) => row?.['Is the Account']),
    [null, 'No', 'Yes'],
  )
  assert.equal(ordered?.['Resources'], 'task-1; task-2')
  assert.equal(ordered?.['Details'], '{"filter":{"user_name":"=1+1"}}')
  assert.equal(about.get('Contents'), 'all events of the account')
  assert.equal(about.get('Account'), 'acme')
  assert.equal(about.get('Events'), 3)
  // That the trail was taken away stands in it from now on.
  const { rows: recorded } = await sql<{ credential: string; details: { sha256: string } }>`
    SELECT credential, details FROM audit_events WHERE operation = 'AuditExported'`.execute(database)
  assert.deepEqual(
    recorded.map(({ credential, details }) => [credential, details.sha256]),
    [['command line', result.sha256]],
  )
})

test('in Chinese, by the language of the command line or by --language', async (t) => {
  for (const [args, first] of [
    [['--language', 'zh-CN'], []],
    [
      ['--operation', 'DownloadExportFile'],
      ['--lang', 'zh_CN'],
    ],
  ] as const) {
    const { bytes, stderr } = await run(t, [...args, '--out', '审计.xlsx'], [...first])
    const { sheets, rows, about } = await readWorkbook(bytes)
    assert.deepEqual(sheets, ['审计事件', '导出说明'], stderr)
    const denied = rows.find((row) => row['操作名称'] === 'DownloadExportFile')
    assert.deepEqual([denied?.['结果'], denied?.['是否为账号本身']], ['拒绝', '否'])
    assert.equal(about.get('账号'), 'acme')
  }
})

test('filters narrow, and the last sheet names them', async (t) => {
  const { bytes } = await run(t, [
    '--user-name=li',
    '--outcome=DENIED',
    '--project=local',
    '--resource-id=a "quoted", one',
    '--begin=2026-01-01',
    '--end=2999-12-31T23:59:59.999Z',
    '--out=audit.xlsx',
  ])
  const { rows, about } = await readWorkbook(bytes)
  assert.equal(rows.length, 1)
  assert.equal(
    about.get('Contents'),
    `project ${project.id} · user li · outcome: denied · resource a "quoted", one`,
  )
  assert.deepEqual(
    [about.get('From (UTC)'), about.get('Before (UTC)')],
    ['2026-01-01T00:00:00.000Z', '2999-12-31T23:59:59.999Z'],
  )
  const none = await run(t, ['--end', '2020-01-01', '--out', 'none.jsonl'])
  assert.deepEqual([none.result?.events, none.bytes.length], [0, 0])
})

test('JSON lines have the fields of the API; CSV the same, and nothing that a spreadsheet would calculate', async (t) => {
  const filter = ['--outcome', 'denied', '--out']
  const json = await run(t, [...filter, 'audit.jsonl'])
  const event = JSON.parse(String(json.bytes)) as Record<string, unknown>
  assert.deepEqual(
    [event['operation'], event['resource_ids'], event['details']],
    ['DownloadExportFile', ['=cmd|x', 'a "quoted", one'], {}],
  )
  const csv = await run(t, [...filter, 'audit.CSV'])
  const [head = '', record, ...rest] = String(csv.bytes).split('\r\n')
  assert.equal(head, `\u{FEFF}${Object.keys(event).join(',')}`)
  assert.match(record ?? '', /,"\[""=cmd\|x"",""a \\""quoted\\"", one""\]",/)
  assert.deepEqual(rest, [''])
  await addEvent(directory, { operation: 'Odd', userName: '=1+1', principal: '-2', requestId: '@x' })
  const odd = await run(t, ['--operation', 'Odd', '--out', 'odd.csv'])
  assert.match(String(odd.bytes), /,'-2,admin,'=1\+1,/)
  assert.match(String(odd.bytes), /,'@x,/)
})

test('more events than a page holds are all there, once', async (t) => {
  await sql`INSERT INTO audit_events (id, account_id, occurred_at, operation, principal, user_id, user_name, credential, outcome)
    SELECT 'many' || n, ${project.accountId}, now(), 'Many', '', '', '', 'token', 'allowed'
    FROM generate_series(1, 4500) AS n`.execute(database)
  const { result, bytes } = await run(t, ['--operation', 'Many', '--out', 'many.jsonl'])
  assert.equal(result?.events, 4500)
  const ids = String(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id)
  assert.equal(new Set(ids).size, 4500)
})

test('a file that cannot be written leaves nothing, and wrong options are told', async (t) => {
  const wrong: [string[], number, RegExp][] = [
    [['--begin', 'yesterday'], 2, /--begin takes a day \(2026-11-24\)/],
    [['--end', '2026-02-31'], 2, /--end takes a day/],
    [['--outcome', 'maybe'], 2, /--outcome takes allowed, denied, failed, not 'maybe'/],
    [['--language', 'fr'], 2, /--language takes en_US, zh_CN/],
    [['--out', 'audit.pdf'], 2, /\.xlsx, \.csv or \.jsonl, not 'audit\.pdf'/],
    [['--project', 'none'], 1, /There is no project 'none'/],
    [['--account', 'none'], 1, /There is no account 'none'/],
    [['--out', 'no/such/folder.csv'], 1, /ENOENT/],
  ]
  for (const [args, code, sentence] of wrong) {
    const outcome = await run(t, args)
    assert.deepEqual([outcome.code, outcome.stdout], [code, ''], args.join(' '))
    assert.match(outcome.stderr, sentence)
    assert.deepEqual(
      readdirSync(outcome.cwd).filter((name) => name !== 'data'),
      [],
    )
  }
})
