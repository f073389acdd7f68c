import { createInterface } from 'node:readline'

import { UsageError } from './run.ts'
import { words } from './words.ts'

/**
 * The first line of standard input: how a secret comes to a command without standing in any list of processes.
 *
 * @throws UsageError where there is none
 */
export async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new UsageError(words.cli.noInput)
}
