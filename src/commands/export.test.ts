import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, after, before, test } from 'node:test'

import { runMuster } from '../../test/support/command-line.ts'
import { runSql } from '../../test/support/sql.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { startTestServer } from '../../test/support/server.ts'
import { credentials } from '../../test/support/settings.ts'

const muster = await startTestServer()
const project = credentials.project_id
after(() => muster.stop())

const KEYS = {
  MUSTER_ACCESS_KEY: credentials.access_key,
  MUSTER_SECRET_KEY: credentials.secret_key,
}

/** Runs `muster export` in a folder of its own, against the test server unless told otherwise. */
async function run(t: TestContext, args: string[], environment: Record<string, string> = {}) {
  const cwd = scratchFolder(t)
  const outcome = await runMuster(['export', '--project', project, ...args], {
    cwd,
    environment: { MUSTER_ENDPOINT: muster.url, ...KEYS, ...environment },
  })
  return { ...outcome, cwd }
}

interface Result {
  file: string
  users: number
  bytes: number
  sha256: string
  task_id: string
}

before(async () => {
  const users = ['alice', '李雷', 'Alina', 'bob'].map((user_name) => ({
    user_name,
    user_email: 'a@example.com',
  }))
  await muster.client.send('POST', `/v2/${project}/users/batch-create`, { body: { users } })
})

test('every filter reaches the server, and standard output is the result alone', async (t) => {
  const filters = {
    'user-name': 'LI',
    'user-names': 'alice,Alina,bob',
    description: '',
    'active-type': 'all',
    language: 'zh-CN',
    'enterprise-project-id': '0',
    'share-space-subscription': 'false',
  }
  const { code, stdout, stderr, cwd } = await run(t, [
    ...Object.entries(filters).flatMap(([name, value]) => [`--${name}`, value]),
    '--share-space-desktops=false',
    '--out=out.xlsx',
  ])
  assert.equal(code, 0, stderr)
  const result = JSON.parse(stdout) as Result
  const bytes = readFileSync(path.join(cwd, 'out.xlsx'))
  assert.deepEqual(
    [path.basename(result.file), result.users, result.bytes, result.sha256],
    ['out.xlsx', 2, bytes.length, createHash('sha256').update(bytes).digest('hex')],
  )
  for (const line of stderr.split('\n').filter(Boolean))
    assert.equal((JSON.parse(line) as { step: string }).step, 'export')
  const [task] = await runSql(muster, 'SELECT filter, language FROM export_tasks WHERE id = $1', [
    result.task_id,
  ])
  assert.deepEqual(task, {
    language: 'zh_CN',
    filter: {
      user_name: 'LI',
      user_names: ['alice', 'Alina', 'bob'],
      description: '',
      enterprise_project_id: '0',
      share_space_subscription: false,
      share_space_desktops: false,
    },
  })
})

test('the file has the server’s name, here or in a folder that is given; an earlier task can be fetched', async (t) => {
  const first = await run(t, [])
  assert.equal(first.code, 0, first.stderr)
  const { file, task_id: id, sha256 } = JSON.parse(first.stdout) as Result
  assert.match(path.basename(file), /^users-local-\d{8}-\d{6}\.xlsx$/)
  assert.deepEqual(readdirSync(first.cwd), [path.basename(file)])
  const folder = scratchFolder(t)
  const again = await run(t, ['--task', id, '--out', folder])
  assert.equal((JSON.parse(again.stdout) as Result).sha256, sha256)
  assert.ok(existsSync(path.join(folder, path.basename(file))))
})

test('what goes wrong is one sentence, with exit code 1 and nothing on standard output', async (t) => {
  const table: { args: string[]; environment?: Record<string, string>; sentence: RegExp }[] = [
    {
      args: [],
      environment: { MUSTER_SECRET_KEY: 'wrong' },
      sentence:
        /^muster: The server refused: .*verify aksk signature fail.*\(HTTP 401 APIGW\.0301, request [0-9a-f]{32}\)\n$/,
    },
    {
      args: ['--user-name', '1a'],
      sentence:
        /^muster: The server refused: .*`user_name` received "1a".*\(HTTP 400 WKS\.00211102, request [0-9a-f]{32}\)\n$/,
    },
    { args: ['--task', 'none'], sentence: /^muster: The export task none does not exist\.\n$/ },
    {
      args: ['--endpoint', 'http://127.0.0.1:1'],
      sentence:
        /^muster: The server does not answer \(.+\)\. Is it running \(muster serve\), and is --endpoint right\?\n$/,
    },
  ]
  for (const { args, environment, sentence } of table) {
    const { code, stdout, stderr, cwd } = await run(t, args, environment)
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, sentence)
    assert.deepEqual(readdirSync(cwd), [])
  }
})
