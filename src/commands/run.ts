import { stripVTControlCharacters } from 'node:util'

import { type CommandDef, renderUsage, runCommand } from 'citty'

import packageJson from '../../package.json' with { type: 'json' }
import { ApiRefusal } from '../client/api-client.ts'
import { ClientError } from '../client/client-error.ts'
import { words } from './words.ts'

/** Exit codes: docs/reference/command-line.md. */
export const EXIT = { failed: 1, usage: 2, interrupted: 130, readerGone: 141 } as const

/** A wrong call of the command line: answered with a sentence and how to get help. */
export class UsageError extends Error {}

/** The process was asked to stop; what it has done about it is said. */
export class Interrupted extends Error {}

/**
 * Runs the command line: finds the command, checks its options, and turns every error into a sentence and an
 * exit code. Never a stack trace, unless MUSTER_LOG_LEVEL asks for debugging.
 *
 * @param overview of the commands, for help on all of them
 */
export async function run(main: CommandDef, overview: CommandDef, argv: readonly string[]): Promise<void> {
  try {
    const { command, parents, rest } = await findCommand(main, argv)
    const asked = rest.some((argument) => argument === '--help' || argument === '-h')
    if (asked || command.run === undefined) {
      const usage = await renderUsage(command === main ? overview : command, parents)
      process.stdout.write(`${isColourful() ? usage : stripVTControlCharacters(usage)}\n`)
      if (!asked) process.exitCode = EXIT.usage
      return
    }
    await checkArguments(command, rest)
    await runCommand(command, { rawArgs: [...rest] })
  } catch (error) {
    process.stderr.write(`muster: ${sentenceOf(error)}\n`)
    if (['debug', 'trace'].includes(process.env['MUSTER_LOG_LEVEL'] ?? '')) console.error(error)
    process.exitCode = codeOf(error)
  }
}

/** Whether colours are for somebody who sees and wants them (no-color.org). */
const isColourful = (): boolean => process.stdout.isTTY && !process.env['NO_COLOR']

/** The command that the arguments name, with its parent for the usage line, and the arguments that are left. */
export async function findCommand(main: CommandDef, argv: readonly string[]) {
  const [name = '', ...rest] = withoutLanguage(argv)
  if (name === '--version' || name === '-v') {
    return { command: versionCommand, parents: main, rest: [] }
  }
  const subCommands = (await resolve(main.subCommands)) ?? {}
  const chosen = Object.hasOwn(subCommands, name) ? subCommands[name] : undefined
  if (chosen !== undefined) return await descend((await resolve(chosen)) as CommandDef, main, rest)
  if (name === '') return { command: main, parents: undefined, rest: [] }
  if (name === '--help' || name === '-h') return { command: main, parents: undefined, rest: [name] }
  throw new UsageError(name.startsWith('-') ? words.cli.unknownOption(name) : words.cli.unknownCommand(name))
}

/** Goes on to the sub-command that the next arguments name, such as `admin user create`. */
async function descend(command: CommandDef, parents: CommandDef, rest: string[]) {
  const subCommands = await resolve(command.subCommands)
  const [name = '', ...others] = rest
  if (subCommands === undefined || name === '' || name === '--help' || name === '-h')
    return { command, parents, rest }
  const chosen = Object.hasOwn(subCommands, name) ? subCommands[name] : undefined
  if (chosen === undefined) throw new UsageError(words.cli.unknownCommand(name))
  const inner = (await resolve(chosen)) as CommandDef
  return await descend(inner, { meta: { name: await pathOf(parents, command) } }, others)
}

/** How a command is called from the top, for the usage line of one below it. */
async function pathOf(parents: CommandDef, command: CommandDef): Promise<string> {
  const names = [await resolve(parents.meta), await resolve(command.meta)].map((meta) => meta?.name)
  return names.join(' ')
}

/** `--lang` may stand before the command as well; words.ts reads it wherever it stands. */
function withoutLanguage(argv: readonly string[]): readonly string[] {
  if (argv[0] === '--lang') return argv.slice(2)
  return argv[0]?.startsWith('--lang=') === true ? argv.slice(1) : argv
}

const versionCommand: CommandDef = {
  meta: { name: 'version' },
  run: () => {
    process.stdout.write(`${packageJson.version}\n`)
  },
}

/**
 * Refuses what the command does not know, more names than it takes, and options without the value that they need. A
 * value that begins with `--` is written with `=`.
 *
 * @throws UsageError
 */
export async function checkArguments(command: CommandDef, rest: readonly string[]): Promise<void> {
  const known = (await resolve(command.args)) ?? {}
  let places = Object.values(known).filter(({ type }) => type === 'positional').length
  for (let index = 0; index < rest.length; index++) {
    const argument = rest[index] ?? ''
    const isName = !argument.startsWith('-') || argument === '-'
    if (isName && places-- > 0) continue
    if (!argument.startsWith('--')) throw new UsageError(words.cli.unexpectedArgument(argument))
    const [name = '', given] = argument.slice(2).split('=', 2)
    if (!Object.hasOwn(known, name) || known[name]?.type === 'positional')
      throw new UsageError(words.cli.unknownOption(argument))
    if (given !== undefined || known[name]?.type === 'boolean') continue
    const value = rest[++index]
    if (value === undefined || value.startsWith('--')) throw new UsageError(words.cli.valueMissing(name))
  }
}

async function resolve<T>(
  value: T | Promise<T> | (() => T | Promise<T>) | undefined,
): Promise<T | undefined> {
  return await (typeof value === 'function' ? (value as () => T | Promise<T>)() : value)
}

function sentenceOf(error: unknown): string {
  if (error instanceof ApiRefusal) {
    return words.cli.refused(error.message, error.status, error.code, error.requestId)
  }
  if (error instanceof ClientError) return error.say(words)
  if (!(error instanceof Error)) return String(error)
  if (isWrongUse(error)) return `${error.message}\n${words.cli.seeHelp}`
  const cause = error.cause as NodeJS.ErrnoException | undefined
  if (error.message === 'fetch failed') return words.cli.unreachable(cause?.code ?? cause?.message ?? '')
  return cause === undefined ? error.message : `${error.message} (${cause.message})`
}

function codeOf(error: unknown): number {
  if (isWrongUse(error)) return EXIT.usage
  return error instanceof Interrupted ? EXIT.interrupted : EXIT.failed
}

/** A wrong call, found by us or by citty (a mandatory option that is missing). */
const isWrongUse = (error: unknown): boolean =>
  error instanceof UsageError || (error instanceof Error && error.constructor.name === 'CLIError')
