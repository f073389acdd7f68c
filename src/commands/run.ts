import { stripVTControlCharacters } from 'node:util'

import { type CommandDef, renderUsage, runCommand } from 'citty'

import packageJson from '../../package.json' with { type: 'json' }
import { ApiRefusal } from '../client/api-client.ts'
import { words } from './words.ts'

/** Exit codes: docs/reference/command-line.md. */
export const EXIT = { failed: 1, usage: 2, interrupted: 130 } as const

/** A wrong call of the command line: answered with a sentence and how to get help. */
export class UsageError extends Error {}

/** The process was asked to stop; what it has done about it is said. */
export class Interrupted extends Error {}

/**
 * Runs the command line: finds the command, checks its options, and turns every error into a sentence and an
 * exit code. Never a stack trace, unless MUSTER_LOG_LEVEL asks for debugging.
 */
export async function run(main: CommandDef, argv: readonly string[]): Promise<void> {
  try {
    const { command, parents, rest } = await find(main, argv)
    if (rest.some((argument) => argument === '--help' || argument === '-h') || command.run === undefined) {
      const usage = await renderUsage(command, parents)
      process.stdout.write(`${process.stdout.isTTY ? usage : stripVTControlCharacters(usage)}\n`)
      if (rest.length === 0 && command.run === undefined) process.exitCode = EXIT.usage
      return
    }
    await refuseUnknownOptions(command, rest)
    await runCommand(command, { rawArgs: [...rest] })
  } catch (error) {
    process.stderr.write(`muster: ${sentenceOf(error)}\n`)
    if (['debug', 'trace'].includes(process.env['MUSTER_LOG_LEVEL'] ?? '')) console.error(error)
    process.exitCode = codeOf(error)
  }
}

/** The command that the arguments name, with its parent for the usage line, and the arguments that are left. */
async function find(main: CommandDef, argv: readonly string[]) {
  const [name = '', ...rest] = argv
  if (name === '--version' || name === '-v') {
    return { command: versionCommand, parents: main, rest: [] }
  }
  const subCommands = (await resolve(main.subCommands)) ?? {}
  const chosen = subCommands[name]
  if (chosen !== undefined) return { command: (await resolve(chosen)) as CommandDef, parents: main, rest }
  if (name !== '' && !name.startsWith('-')) throw new UsageError(words.cli.unknownCommand(name))
  return { command: main, parents: undefined, rest: argv }
}

const versionCommand: CommandDef = {
  meta: { name: 'version' },
  run: () => {
    process.stdout.write(`${packageJson.version}\n`)
  },
}

async function refuseUnknownOptions(command: CommandDef, rest: readonly string[]): Promise<void> {
  const known = Object.entries((await resolve(command.args)) ?? {})
  const names = new Set(
    known.flatMap(([name, { type }]) => (type === 'boolean' ? [name, `no-${name}`] : [name])),
  )
  const positional = known.some(([, { type }]) => type === 'positional')
  for (const [index, argument] of rest.entries()) {
    if (argument.startsWith('--')) {
      const name = argument.slice(2).split('=', 1)[0] ?? ''
      if (!names.has(name)) throw new UsageError(words.cli.unknownOption(argument))
    } else if (!positional && !(rest[index - 1] ?? '').startsWith('--')) {
      throw new UsageError(words.cli.unexpectedArgument(argument))
    }
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
  if (error instanceof UsageError) return `${error.message}\n${words.cli.seeHelp}`
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause as NodeJS.ErrnoException | undefined
  if (error.message === 'fetch failed') return words.cli.unreachable(cause?.code ?? cause?.message ?? '')
  return cause === undefined ? error.message : `${error.message} (${cause.message})`
}

function codeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage
  if (error instanceof Interrupted) return EXIT.interrupted
  return error instanceof Error && error.constructor.name === 'CLIError' ? EXIT.usage : EXIT.failed
}
