import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { execFile, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

import { MUSTER, runMuster } from '../../../test/support/command-line.ts'
import { scratchFolder } from '../../../test/support/scratch-folder.ts'
import { startTestServer } from '../../../test/support/server.ts'
import { credentials } from '../../../test/support/settings.ts'

const muster = await startTestServer()
after(() => muster.stop())

const environment = {
  MUSTER_ENDPOINT: muster.url,
  MUSTER_ACCESS_KEY: credentials.access_key,
  MUSTER_SECRET_KEY: credentials.secret_key,
}

/** What a command prints; it must succeed. */
async function say(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runMuster([...args, '--project', credentials.project_id], {
    environment,
  })
  assert.equal(code, 0, stderr)
  return stdout
}

const tell = async <T>(...args: string[]): Promise<T> => JSON.parse(await say(...args)) as T

test('the life of a user and a group, by name', { timeout: 300_000 }, async () => {
  const { id } = await tell<{ id: string }>(
    'users',
    'create',
    '--user-name',
    '李雷',
    '--user-email',
    'li@example.com',
    '--description=--x',
  )
  await say('users', 'create', '--user-name', 'bob', '--user-phone', '+8613800000000')
  await say('groups', 'create', '--group-name', 'Sales', '--platform-type', 'local')
  await say('groups', 'add', 'sales', '李雷')
  const { users: members } = await tell<{ users: { id: string }[] }>('groups', 'members', 'Sales')
  assert.deepEqual(
    members.map((member) => member.id),
    [id],
  )
  await say('users', 'update', '李雷', '--user-phone', '123', '--user-email=', '--disabled', 'true')
  await say('users', 'lock', id)
  const { user_detail: detail } = await tell<{ user_detail: Record<string, unknown> }>(
    'users',
    'show',
    '李雷',
  )
  assert.deepEqual(
    [
      detail['locked'],
      detail['disabled'],
      detail['user_phone'],
      detail['group_names'],
      detail['description'],
    ],
    [true, true, '123', ['Sales'], '--x'],
  )
  await say('users', 'unlock', '李雷')
  const listed = await tell<{ total_count: number; users: { locked: boolean }[] }>(
    'users',
    'list',
    '--user-names',
    '李雷,nobody',
    '--group-name',
    'Sales',
  )
  assert.deepEqual([listed.total_count, listed.users[0]?.locked], [1, false])
  const table = await say('users', 'list', '--output', 'table', '--lang', 'zh_CN')
  assert.match(table, /用户名.*状态/)
  assert.match(table, /李雷 .*已禁用/)
  await say('groups', 'remove', 'Sales', '李雷')
  await say('groups', 'delete', 'Sales')
  await say('users', 'delete', 'BOB')
  const { total_count } = await tell<{ total_count: number }>('users', 'list')
  assert.equal(total_count, 1)
})

test('tasks: listed, shown, downloaded, deleted; a finished one is not cancelled', async (t) => {
  const cwd = scratchFolder(t)
  const { task_id: id, sha256 } = await tell<{ task_id: string; sha256: string }>(
    'export',
    '--active-type',
    'ALL',
    '--out',
    cwd,
  )
  const { export_tasks: all } = await tell<{ export_tasks: { task_id: string }[] }>('tasks', 'list')
  assert.deepEqual(
    all.map((task) => task.task_id),
    [id],
  )
  assert.match(await say('tasks', 'show', id, '--output', 'table'), /status +SUCCESS/)
  const { file } = await tell<{ file: string }>(
    'tasks',
    'download',
    id,
    '--out',
    path.join(cwd, 'again.xlsx'),
  )
  assert.equal(createHash('sha256').update(readFileSync(file)).digest('hex'), sha256)
  const refused = await runMuster(['tasks', 'cancel', id, '--project', credentials.project_id], {
    environment,
  })
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, new RegExp(`reads SUCCESS.*muster tasks delete ${id}`))
  await say('tasks', 'delete', id)
  const gone = await runMuster(['tasks', 'show', id, '--project', credentials.project_id], { environment })
  assert.deepEqual([gone.code, gone.stderr], [1, `muster: The export task ${id} does not exist.\n`])
})

test('what is wrong is said: unknown names, wrong values, what the server refuses', async () => {
  const table: [string[], number, RegExp][] = [
    [['users', 'show', 'nobody'], 2, /There is no User: ID or name 'nobody'/],
    [['users', 'show'], 2, /USER/],
    [['users', 'show', 'a', 'b'], 2, /'b' is not expected/],
    [['users', 'list', '--limit', 'many'], 2, /--limit takes a value of type integer/],
    [['users', 'list', '--user', 'x'], 2, /no option '--user'/],
    [['users', 'list', '--limit', '2001'], 1, /refused: .*limit.* \(HTTP 400 WKS\.00211102/],
    [['users', 'delete', '0'.repeat(32)], 1, /WKS\.00170312/],
    [['completion', 'tcsh'], 2, /bash, zsh and fish/],
  ]
  for (const [args, expected, message] of table) {
    const project = args[0] === 'completion' ? [] : ['--project', credentials.project_id]
    const { code, stdout, stderr } = await runMuster([...args, ...project], { environment })
    assert.deepEqual([code, stdout], [expected, ''], args.join(' '))
    assert.match(stderr, message)
  }
})

test('login keeps a profile that only its owner can read, and logout forgets it', async (t) => {
  const home = scratchFolder(t)
  const own = { HOME: home, LANG: 'en_US.UTF-8' }
  const child = spawn(
    MUSTER,
    ['login', '--endpoint', muster.url, '--account', credentials.account, '--password', '-'],
    { env: { PATH: process.env['PATH'], ...own }, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  child.stdin.end(`${credentials.password}\n`)
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(code, 0)
  const file = path.join(home, '.config/muster/profiles.json')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.doesNotMatch(readFileSync(file, 'utf8'), new RegExp(credentials.password))
  const listed = await runMuster(['users', 'list'], { environment: own, cwd: home })
  assert.equal(listed.code, 0, listed.stderr)
  const signed = await runMuster(['sign', 'GET', '/v2/{project_id}/users'], { environment: own, cwd: home })
  assert.match(signed.stderr, /Signing needs an access key/)
  const wrong = await runMuster(
    ['login', '--endpoint', muster.url, '--account', credentials.account, '--password', 'wrong'],
    { environment: own },
  )
  assert.equal(wrong.code, 1)
  assert.match(wrong.stderr, /HTTP 401/)
  await runMuster(['logout'], { environment: own })
  const signedOut = await runMuster(['users', 'list'], { environment: own, cwd: home })
  assert.match(signedOut.stderr, /No server is known.*muster login/)
})

test('a signed curl command is served as it is printed', async () => {
  const script = await say(
    'sign',
    'post',
    '/v3/{project_id}/users/export?x=a%20b',
    '--body',
    `{"description":"it's $5 李"}`,
  )
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  assert.match(stdout, /^\{"task_id":"[0-9a-f]{32}"\}$/)
})

test('completion knows every command and option, and is not led astray', async () => {
  const script = await runMuster(['completion', 'bash'])
  const follow = async (...typed: string[]) => {
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      `${script.stdout}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _muster; echo "\${COMPREPLY[@]}"`,
      'bash',
      ...typed,
    ])
    return stdout.trim()
  }
  assert.equal(await follow('muster', 'users', 'l'), 'list lock')
  assert.equal(await follow('muster', 'users', 'update', 'li', '--user-p'), '--user-phone')
  assert.equal(await follow('muster', '--lang', 'se'), 'serve seed')
  assert.equal(await follow('muster', 'nonsense', 'exp'), 'export')
})
