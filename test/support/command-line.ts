import { spawn } from 'node:child_process'
import path from 'node:path'

/** The command, as it is installed. */
export const MUSTER = path.join(import.meta.dirname, '../../bin/muster')

/** What came of a run of the command line. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs bin/muster with arguments; of the environment it gets `PATH` and what is given. */
export async function runMuster(
  args: readonly string[],
  {
    environment = {},
    cwd,
    command = MUSTER,
  }: { environment?: Record<string, string>; cwd?: string; command?: string } = {},
): Promise<Outcome> {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
