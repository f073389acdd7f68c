import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { HEADERS, poolOf } from './rows.ts'
import type { Figures } from './summary.ts'

const run = promisify(execFile)

export interface NativeWriter {
  readonly name: string
  readonly start: (rows: number, file: string) => Promise<Omit<Figures, 'fileMb'>>
}

/** The writers of other languages that this machine has: libxlsxwriter with gcc, XlsxWriter with Debian's Python. */
export async function prepareNative(folder: string): Promise<NativeWriter[]> {
  const pool = path.join(folder, 'pool.tsv')
  await writeFile(
    pool,
    [HEADERS, ...poolOf()].map((row) => `${row.map((one) => one ?? '').join('\t')}\n`).join(''),
  )
  const found: NativeWriter[] = []
  const binary = path.join(folder, 'libxlsxwriter')
  const source = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  if (await works('gcc', '-O2', '-o', binary, source('libxlsxwriter.c'), '-lxlsxwriter')) {
    found.push({ name: 'libxlsxwriter', start: timed([binary, pool]) })
  }
  const python = '/usr/bin/python3'
  if (await works(python, '-c', 'import xlsxwriter')) {
    found.push({ name: 'XlsxWriter', start: timed([python, source('with_xlsxwriter.py'), pool]) })
  }
  return found
}

async function works(command: string, ...parameters: string[]): Promise<boolean> {
  return await run(command, parameters).then(
    () => true,
    () => false,
  )
}

/** Runs a command with rows and file behind its arguments, under GNU time. */
function timed(command: string[]): NativeWriter['start'] {
  return async (rows, file) => {
    const { stderr } = await run('/usr/bin/time', ['-f', '%e %U %S %M', ...command, String(rows), file])
    const [wall = 0, user = 0, system = 0, kilobytes = 0] = stderr.trim().split(/\s+/).slice(-4).map(Number)
    return { wall, cpu: user + system, peakMb: kilobytes / 1024 }
  }
}
