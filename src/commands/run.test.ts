import assert from 'node:assert/strict'
import { readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { type CommandDef, defineCommand } from 'citty'

import packageJson from '../../package.json' with { type: 'json' }
import { MUSTER, runMuster } from '../../test/support/command-line.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { dictionary } from '../i18n/dictionary.ts'
import { commands, overview } from './commands.ts'
import { exportUsers } from './export.ts'
import { UsageError, checkArguments, findCommand } from './run.ts'
import { seed } from './seed.ts'
import { serve } from './serve.ts'
import { languageOf } from './words.ts'

const COMMANDS = ['serve', 'worker', 'seed', 'export', 'demo'] as const

const main = defineCommand({ subCommands: { export: exportUsers, seed, serve } })

const { cli } = dictionary(languageOf([], process.env))

test('a wrong call is refused by what is wrong with it', async () => {
  const table: [string, string][] = [
    ['fly', cli.unknownCommand('fly')],
    ['help', cli.unknownCommand('help')],
    ['toString', cli.unknownCommand('toString')],
    ['--fast', cli.unknownOption('--fast')],
    ['-x', cli.unknownOption('-x')],
    ['--fast export', cli.unknownOption('--fast')],
    ['export --fast', cli.unknownOption('--fast')],
    ['export --fast=1', cli.unknownOption('--fast=1')],
    ['export --toString x', cli.unknownOption('--toString')],
    ['export --', cli.unknownOption('--')],
    ['export users', cli.unexpectedArgument('users')],
    ['export -o', cli.unexpectedArgument('-o')],
    ['export --out a b', cli.unexpectedArgument('b')],
    ['export --out=a b', cli.unexpectedArgument('b')],
    ['export --out', cli.valueMissing('out')],
    ['export --user-name --active-type ALL', cli.valueMissing('user-name')],
    ['serve now', cli.unexpectedArgument('now')],
  ]
  for (const [line, message] of table) {
    await assert.rejects(
      check(line.split(' ')),
      (error) => error instanceof UsageError && error.message === message,
      line,
    )
  }
})

test('a right call goes to its command with what is left', async () => {
  assert.deepEqual(await check(['seed', '--users', '5']), ['--users', '5'])
  assert.deepEqual(await check(['export', '--description', '-x', '--user-name=--a=b']), [
    '--description',
    '-x',
    '--user-name=--a=b',
  ])
  // The language may stand before the command.
  assert.deepEqual(await check(['--lang', 'zh_CN', 'export', '--out', 'a']), ['--out', 'a'])
  assert.deepEqual(await check(['--lang=zh_CN', 'export']), [])
})

async function check(argv: string[]): Promise<readonly string[]> {
  const { command, rest } = await findCommand(main, argv)
  await checkArguments(command, rest)
  return rest
}

test('wrong values are told by the command: no stack, nothing on standard output, exit code 2', async (t) => {
  const table: [string, RegExp][] = [
    ['export --fast', /^muster: There is no option '--fast' here\./],
    [
      'export --share-space-desktops maybe',
      /^muster: --share-space-desktops takes true or false, not 'maybe'\./,
    ],
    ['seed', /^muster: .*users/i],
    ['seed --users 1e3', /^muster: --users takes a whole number from 0 to 1000000000, not '1e3'\./],
    [
      'seed --users 5 --random-seed 4294967296',
      /^muster: --random-seed takes a whole number from 0 to 4294967295/,
    ],
  ]
  // Not in the checkout: a wrong call that went through would leave its data there.
  const cwd = scratchFolder(t)
  await inPairs(table, async ([line, words]) => {
    const { code, stdout, stderr } = await runMuster(line.split(' '), { cwd })
    assert.deepEqual([line, code, stdout], [line, 2, ''], stderr)
    assert.match(stderr, words)
    assert.match(stderr, /\nSee: muster --help, muster COMMAND --help\n$/)
    assert.doesNotMatch(stderr, /^ +at /m, line)
  })
  assert.deepEqual(readdirSync(cwd), [])
})

test('bad settings are a failure that names them', async (t) => {
  const { code, stdout, stderr } = await runMuster(['serve'], {
    cwd: scratchFolder(t),
    environment: { MUSTER_PORT: 'http' },
  })
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^muster: .*MUSTER_PORT/)
  assert.doesNotMatch(stderr, /^ +at /m)
})

test('every command explains itself, in both languages', async () => {
  const calls = [
    ...COMMANDS.map((command) => ({ command, language: 'zh_CN' as const })),
    { command: 'export' as const, language: 'en_US' as const },
  ]
  await inPairs(calls, async ({ command, language }) => {
    const { code, stdout, stderr } = await runMuster([command, '--help', '--lang', language])
    assert.deepEqual([code, stderr], [0, ''])
    const words = dictionary(language).cli
    assert.ok(stdout.includes(words[command]), stdout)
    assert.ok(stdout.includes(words.options.lang) && stdout.includes(`muster ${command}`))
    assert.ok(!stdout.includes('\u001b'), 'colours on a pipe')
  })
})

test('help lists the commands; without a command it comes as well, but as an error', async () => {
  const asked = await runMuster(['--help'], { environment: { LANG: 'zh_CN.UTF-8' } })
  const nothing = await runMuster([])
  assert.deepEqual([asked.code, nothing.code], [0, 2])
  for (const command of COMMANDS) {
    assert.ok(asked.stdout.includes(dictionary('zh_CN').cli[command]))
    assert.ok(nothing.stdout.includes(dictionary('en_US').cli[command]))
  }
})

test('the list says of each command what the command says of itself', async () => {
  const load = commands.subCommands as Readonly<Record<string, () => Promise<CommandDef>>>
  const listed = overview.subCommands as Readonly<Record<string, CommandDef>>
  assert.deepEqual(Object.keys(listed), Object.keys(load))
  for (const [name, command] of Object.entries(load))
    assert.deepEqual(listed[name]?.meta, (await command()).meta, name)
})

test('the version is that of the package', async () => {
  const version = await runMuster(['--version'])
  assert.deepEqual(version, { code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
})

test('it runs through links, relative ones too, from any folder', async (t) => {
  const folder = scratchFolder(t)
  symlinkSync(MUSTER, path.join(folder, 'absolute'))
  symlinkSync('absolute', path.join(folder, 'relative'))
  const { code, stdout } = await runMuster(['--version'], { cwd: folder, command: './relative' })
  assert.deepEqual([code, stdout], [0, `${packageJson.version}\n`])
})

/** Two at a time: each is a process of its own, and few machines have more cores to spare. */
async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  const workThrough = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all([workThrough(), workThrough()])
}
