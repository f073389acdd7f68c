import { UsageError } from './run.ts'
import { words } from './words.ts'

/**
 * The whole number that an option says.
 *
 * @throws UsageError saying what it takes
 */
export function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > most) throw new UsageError(words.cli.notWholeNumber(name, text, most))
  return number
}

/**
 * The boolean that an option says; undefined where it is not given.
 *
 * @throws UsageError saying what it takes
 */
export function flag(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined
  if (text !== 'true' && text !== 'false') throw new UsageError(words.cli.notBoolean(name, text))
  return text === 'true'
}
