import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

import { UsageError } from '../run.ts'
import { words } from '../words.ts'

/**
 * Asks on the terminal, without showing what is typed.
 *
 * @throws UsageError where there is no terminal
 */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError(words.cli.loginNoTerminal)
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
