import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { runMuster } from '../../test/support/command-line.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { apiDocument } from '../api-document.ts'
import { dictionary } from '../i18n/dictionary.ts'
import { findOperation, operationsOf, sampleLanguages } from '../samples/index.ts'
import { UsageError } from './run.ts'
import { valuesOf } from './sample-values.ts'

const document = await apiDocument()

const valuesFor = (operationId: string, ...settings: string[]) => {
  const found = findOperation(document, operationId)
  assert.ok(found)
  return valuesOf(found.operation, settings)
}

void test('values are of the types of their schemas, wherever they are', () => {
  assert.deepEqual(valuesFor('ExportUsersNew', 'X-Idempotency-Key=a=b', 'user_name=7', 'body.language='), {
    path: {},
    query: {},
    header: { 'x-idempotency-key': 'a=b' },
    body: { user_name: '7', language: '' },
  })
  assert.deepEqual(
    valuesFor('ExportUsersNew', 'user_names=a', 'body.user_names=b', 'share_space_desktops=true').body,
    { user_names: ['a', 'b'], share_space_desktops: true },
  )
  assert.deepEqual(valuesFor('ExportUsersNew', 'user_names=["x","y"]', 'user_names=[z').body, {
    user_names: ['x', 'y', '[z'],
  })
  assert.deepEqual(valuesFor('ListUsers', 'query.limit=5', 'user_names=a', 'disabled=false').query, {
    limit: 5,
    user_names: ['a'],
    disabled: false,
  })
  assert.deepEqual(valuesFor('DownloadExportFile', 'task_id=7').path, { task_id: '7' })
  assert.deepEqual(
    valuesFor(
      'BatchCreateUsers',
      'users.1.user_name=a',
      'users.2.user_name=b',
      'users.1.user_info_map.x.y=z',
      'users.1.group_ids=g',
      'users.9.user_name=c',
      'users.2.enable_change_password=false',
    ).body,
    {
      users: [
        { user_name: 'a', user_info_map: { 'x.y': 'z' }, group_ids: ['g'] },
        { user_name: 'b', enable_change_password: false },
        { user_name: 'c' },
      ],
    },
  )
  assert.deepEqual(
    valuesFor('KeystoneCreateUserTokenByPassword', 'auth.identity.methods=password', 'body.auth.scope={}')
      .body,
    { auth: { identity: { methods: ['password'] }, scope: {} } },
  )
  assert.deepEqual(valuesFor('BatchCreateUsers', 'body={"users":[{"user_name":"a"}]}').body, {
    users: [{ user_name: 'a' }],
  })
})

void test('what is no value of the operation is refused', () => {
  const { cli } = dictionary('en_US')
  const table: [string, string, string][] = [
    ['ExportUsersNew', 'user_name', cli.settingMalformed('user_name')],
    ['ExportUsersNew', '=a', cli.settingMalformed('=a')],
    ['ListUsers', 'limit=5.5', cli.valueWrong('--set limit', 'integer', '5.5')],
    ['ListUsers', 'limit=9007199254740993', cli.valueWrong('--set limit', 'integer', '9007199254740993')],
    ['ListUsers', 'disabled=1', cli.valueWrong('--set disabled', 'boolean', '1')],
    ['BatchCreateUsers', 'users=a', cli.valueWrong('--set users', 'object', 'a')],
    ['DownloadExportFile', 'project_id=a', cli.settingUnknown('DownloadExportFile', 'project_id', 'task_id')],
    ['GetCallerIdentity', 'a=b', cli.settingUnknown('GetCallerIdentity', 'a', '')],
    [
      'DeleteExportTasks',
      'body.toString=b',
      cli.settingUnknown('DeleteExportTasks', 'body.toString', 'status, task_ids'),
    ],
    [
      'DeleteExportTasks',
      'task_ids.x=b',
      cli.settingUnknown('DeleteExportTasks', 'task_ids.x', 'status, task_ids'),
    ],
  ]
  for (const [operation, setting, message] of table) {
    assert.throws(
      () => valuesFor(operation, setting),
      (error) => error instanceof UsageError && error.message === message,
      `${operation} ${setting}`,
    )
  }
})

void test('standard output is the code alone, for the server of the data directory', async (t) => {
  const cwd = scratchFolder(t)
  mkdirSync(path.join(cwd, 'data'))
  writeFileSync(
    path.join(cwd, 'data', 'credentials.json'),
    JSON.stringify({ endpoint: 'http://127.0.0.1:5555', project_id: 'abc' }),
  )
  const { code, stdout, stderr } = await runMuster(
    [
      'sample',
      '--operation',
      'ExportUsersNew',
      '--set',
      'user_name=ab',
      '--set=user_names=c',
      '--lang',
      'hcloud',
    ],
    { cwd },
  )
  assert.deepEqual([code, stderr], [0, ''])
  assert.equal(
    stdout,
    `hcloud Workspace ExportUsersNew \\
  --cli-access-key="$CLOUD_SDK_AK" \\
  --cli-secret-key="$CLOUD_SDK_SK" \\
  --cli-endpoint="http://127.0.0.1:5555" \\
  --cli-region="local" \\
  --project_id="abc" \\
  --user_name="ab" \\
  --user_names.1="c"
`,
  )
})

void test('without a data directory the code has placeholders; options go before everything', async (t) => {
  const cwd = scratchFolder(t)
  const plain = await runMuster(['sample', '--operation', 'ListUsers', '--lang', 'curl-signed'], { cwd })
  assert.match(
    plain.stdout,
    /^#!\/usr\/bin\/env bash\n[^]*url="http:\/\/127.0.0.1:8080"\n[^]*YOUR-PROJECT-ID/,
  )
  const given = await runMuster(
    ['sample', '--operation=ListUsers', '--lang=fetch', '--endpoint=https://d.example/', '--project=p'],
    { cwd },
  )
  assert.match(given.stdout, /fetch\("https:\/\/d\.example\/v2\/p\/users", \{/)
})

void test('what is unknown is told with what is known, in both languages, with exit code 2', async (t) => {
  const cwd = scratchFolder(t)
  const languages = sampleLanguages.map(({ id }) => id).join(', ')
  const operations = operationsOf(document)
    .map(({ operation }) => operation.operationId)
    .join(', ')
  const help = await runMuster(['--help'], { cwd })
  assert.ok(help.stdout.includes(dictionary('en_US').cli.sample))
  for (const language of ['en_US', 'zh_CN'] as const) {
    const { cli } = dictionary(language)
    const table: [string, string][] = [
      ['--operation ListUsers', cli.sampleLanguageUnknown('', languages)],
      ['--operation ListUsers --lang cobol', cli.sampleLanguageUnknown('cobol', languages)],
      ['--operation Fly --lang java', cli.operationUnknown('Fly', operations)],
      ['--lang java', cli.operationUnknown('', operations)],
      [
        '--operation DownloadExportFile --set x=y --lang java',
        cli.settingUnknown('DownloadExportFile', 'x', 'task_id'),
      ],
    ]
    for (const [line, message] of table) {
      const { code, stdout, stderr } = await runMuster(['sample', ...line.split(' ')], {
        cwd,
        environment: { MUSTER_LANG: language },
      })
      assert.deepEqual([line, code, stdout], [line, 2, ''])
      assert.equal(stderr, `muster: ${message}\n${cli.seeHelp}\n`)
    }
    const own = await runMuster(['--lang', language, 'sample', '--help'], { cwd })
    assert.ok(own.stdout.includes(cli.sample) && own.stdout.includes(cli.options.set), own.stdout)
  }
})
