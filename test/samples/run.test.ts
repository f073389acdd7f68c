import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { before, test, type TestContext } from 'node:test'
import { promisify } from 'node:util'

import { apiDocument } from '../../src/api-document.ts'
import { type CallValues, callOf, sampleLanguages, writeSample } from '../../src/samples/index.ts'
import { startMuster } from '../support/acceptance.ts'
import { download, waitForTask } from '../support/exports.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { credentials } from '../support/settings.ts'
import { createUsers } from '../support/users.ts'

// The samples that run without a compiler and a package of the vendor's do run, against a server.
const muster = await startMuster()
const document = await apiDocument()
const modules = path.join(import.meta.dirname, '../../node_modules')
const RUN = {
  nodejs: process.execPath,
  curl: 'bash',
  'curl-signed': 'bash',
  fetch: process.execPath,
} as const
const languages = Object.keys(RUN) as (keyof typeof RUN)[]

/** What each of the languages reads as something else somewhere. */
const SPECIAL = `a"b'c\\d$e\${HOME}#{g}%h\`id\` $(id)\n王 😀 ??= !{$j} \u202e\u001b`

const contextOf = () => ({ endpoint: muster.url, region: 'local', projectId: credentials.project_id })

/** Runs the command that a sample tells for a token, with the names filled in. */
let token = ''
before(async () => {
  await createUsers(muster, [
    { user_name: 'abel', description: `before ${SPECIAL} after` },
    { user_name: 'Crabbe', description: SPECIAL },
    { user_name: 'abby', description: SPECIAL.replace('$', '') },
    { user_name: 'other', description: SPECIAL },
    { user_name: 'abel.zh', description: SPECIAL, active_type: 'ADMIN_ACTIVATE' },
  ])
  const sample = writeSample(callOf(document, 'ListUsers', {}, contextOf()), 'curl')
  const command = sample
    .split('\n')
    .slice(1)
    .flatMap((line) => (line.startsWith('# ') ? [line.slice(2)] : []))
    .join('\n')
    .replace('YOUR-USER', credentials.user)
    .replace('YOUR-PASSWORD', credentials.password)
    .replace('YOUR-ACCOUNT', credentials.account)
  const { stdout } = await promisify(execFile)('bash', [
    '--norc',
    '-c',
    `${command}\nprintf %s "$MUSTER_TOKEN"`,
  ])
  token = stdout
  assert.match(token, /^\S{20,}$/)
})

async function run(
  t: TestContext,
  language: keyof typeof RUN,
  operationId: string,
  values: CallValues,
  files: Readonly<Record<string, string>> = {},
): Promise<{ stdout: string; folder: string }> {
  const folder = scratchFolder(t)
  const call = callOf(document, operationId, values, contextOf())
  const file = path.join(folder, sampleLanguages.find(({ id }) => id === language)?.fileName(call) ?? '')
  writeFileSync(file, writeSample(call, language))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const { stdout } = await promisify(execFile)(RUN[language], [file], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      // The SDK writes its logs there; the sample's packages are ours.
      HOME: folder,
      NODE_PATH: modules,
      CLOUD_SDK_AK: credentials.access_key,
      CLOUD_SDK_SK: credentials.secret_key,
      MUSTER_TOKEN: token,
    },
  })
  return { stdout, folder }
}

for (const language of languages) {
  void test(`${language}: an export with a filter of special characters, and its download`, async (t) => {
    const { stdout } = await run(t, language, 'ExportUsersNew', {
      header: { 'x-idempotency-key': `key-of-${language}-$HOME` },
      body: { user_name: 'ab', description: SPECIAL, active_type: 'USER_ACTIVATE', language: 'zh_CN' },
    })
    const { task_id } = JSON.parse(stdout) as { task_id: string }
    const task = await waitForTask(muster, task_id)
    assert.equal(task.filter['description'], SPECIAL)
    const { rows } = await readWorkbook(await download(muster, task_id))
    assert.deepEqual(
      rows.map((row) => row['用户名']),
      ['abel', 'Crabbe'],
    )

    const { folder } = await run(t, language, 'DownloadExportFile', { path: { task_id } })
    const bytes = readFileSync(path.join(folder, 'users.xlsx'))
    assert.equal(createHash('sha256').update(bytes).digest('hex'), task.sha256)
  })

  void test(`${language}: lists, numbers, booleans and special characters in a query`, async (t) => {
    const { stdout } = await run(t, language, 'ListUsers', {
      query: {
        user_names: ['other', 'abby', `x&y=z ${SPECIAL}`],
        description: SPECIAL.slice(0, 5),
        limit: 1,
        disabled: false,
      },
    })
    const page = JSON.parse(stdout) as { total_count: number; users: { user_name: string }[] }
    assert.deepEqual([page.total_count, page.users.map((user) => user.user_name)], [2, ['abby']])
  })

  void test(`${language}: a refusal is told`, async (t) => {
    const refused = run(t, language, 'ExportUsersNew', { body: { user_name: '1' } }).then(
      ({ stdout }) => stdout,
      (error: Error & { stderr?: string }) => error.stderr ?? '',
    )
    const said = await refused
    assert.match(said, /WKS\.00211102/)
    assert.match(said, /[0-9a-f]{32}/)
  })
}

for (const language of ['curl', 'curl-signed', 'fetch'] as const) {
  void test(`${language}: a file is uploaded`, async (t) => {
    const files = { 'users.xlsx': `Username,Email\nfrom-${language},a@example.com\n` }
    const { stdout } = await run(t, language, 'ImportUsers', { query: { mode: 'upsert' } }, files)
    const { task_id } = JSON.parse(stdout) as { task_id: string }
    assert.equal((await waitForTask(muster, task_id)).rows_written, 1)
  })
}

void test('a path that ends with a slash, and one that is nothing else, are signed as such', async (t) => {
  for (const operationId of [
    'ListApiVersions',
    'ShowApiVersion',
    'ShowApiVersionBySlash',
    'GetCallerIdentity',
  ]) {
    const { stdout } = await run(t, 'curl-signed', operationId, {})
    assert.doesNotMatch(stdout, /error/, operationId)
  }
})

void test('the document that is made without a server is the one that is served', () => {
  assert.deepEqual(document, muster.schemas.document)
})
