/**
 * Writers of workbooks side by side, on the same rows in one run:
 *
 *   npm ci --prefix bench          # the peers; nothing else needs them
 *   npm run bench -- --rows 1000000 --runs 5
 *
 * Each writer first writes 2,000 rows, which SheetJS reads back cell by cell; then all of them in turn, as often as
 * --runs says, each in a process of its own. Prints a table and writes bench/results.json: machine, versions, medians of
 * wall and processor seconds, of peak memory and of the ratios to ours within a run, with their spread.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { read as readWorkbook, utils } from 'xlsx'

import type { Value } from '../src/workbook/index.ts'
import { chartOf } from './writers/chart.ts'
import { prepareNative } from './writers/native.ts'
import { tableOf, writers } from './writers/peers.ts'
import { poolOf } from './writers/rows.ts'
import { type Figures, summarize } from './writers/summary.ts'

const CHECKED_ROWS = 2000

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    child: { type: 'string' },
    file: { type: 'string', default: '' },
  },
})
const rows = Number(options.rows)

if (options.child !== undefined) await beChild(options.child)
else await compare()

/** One writer, once: prints what it took. */
async function beChild(name: string): Promise<void> {
  const writer = writers.find((one) => one.name === name)
  if (writer === undefined) throw new Error(`No writer is called ${name}`)
  const write = writer.prepare(poolOf())
  const cpu = process.cpuUsage()
  const began = performance.now()
  await write(rows, options.file)
  const wall = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const peakMb = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, peakMb }))
}

async function compare(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'muster-writers-'))
  const file = path.join(folder, 'users.xlsx')
  try {
    const native = await prepareNative(folder)
    const wanted = options.only?.split(',')
    const all = [
      ...writers.map(({ name, mostRows }) => ({
        name,
        mostRows,
        start: (count: number) => child(name, count, file),
      })),
      ...native.map(({ name, start }) => ({
        name,
        mostRows: Infinity,
        start: (count: number) => start(count, file),
      })),
    ].filter(({ name, mostRows }) => mostRows >= rows && (wanted?.includes(name) ?? true))
    for (const { name, start } of all) {
      await start(CHECKED_ROWS)
      await check(name, file)
    }
    const measured = new Map<string, Figures[]>(all.map(({ name }) => [name, []]))
    for (let run = 0; run < Number(options.runs); run++) {
      for (const { name, start } of all) {
        const figures = { ...(await start(rows)), fileMb: (await stat(file)).size / 1e6 }
        measured.get(name)?.push(figures)
        console.error(`run ${run + 1} ${name} ${figures.wall.toFixed(2)} s, ${figures.cpu.toFixed(2)} CPU s`)
      }
    }
    const results = {
      rows,
      runs: Number(options.runs),
      machine: { cpu: os.cpus()[0]?.model ?? '', cores: os.cpus().length, load: os.loadavg() },
      node: process.version,
      peers: await versions(),
      writers: summarize(measured),
    }
    const target = (name: string) => new URL(name, import.meta.url)
    await writeFile(target('results.json'), `${JSON.stringify(results, null, 2)}\n`)
    await writeFile(target('../docs/pictures/writers.svg'), chartOf(results.writers, rows))
    console.table(results.writers)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Runs a writer in a process of its own. */
async function child(name: string, count: number, file: string): Promise<Omit<Figures, 'fileMb'>> {
  const parameters = [import.meta.filename, '--child', name, '--rows', String(count), '--file', file]
  const started = spawn(process.execPath, ['--max-old-space-size=6000', ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  for await (const chunk of started.stdout) output += String(chunk)
  return JSON.parse(output) as Omit<Figures, 'fileMb'>
}

/** Reads the file back. @throws Error where a cell is not the one that was to be written */
async function check(name: string, file: string): Promise<void> {
  const book = readWorkbook(await readFile(file), { dense: true })
  const sheet = book.Sheets['Users']
  if (sheet === undefined) throw new Error(`${name} wrote no sheet`)
  const read = utils.sheet_to_json<Value[]>(sheet, {
    header: 1,
    raw: true,
    blankrows: true,
    defval: null,
  })
  for (const [index, row] of [...tableOf(poolOf(), CHECKED_ROWS)].entries()) {
    for (const [column, value] of row.entries()) {
      const found = read[index]?.[column] ?? null
      const same =
        typeof value === 'number' && typeof found === 'number'
          ? Math.abs(value - found) < 1e-5
          : value === found
      if (!same) throw new Error(`${name}, row ${index + 1}, column ${column + 1}: ${found} and not ${value}`)
    }
  }
}

async function versions(): Promise<Record<string, string>> {
  const { dependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>
  }
  if (!existsSync(new URL('node_modules', import.meta.url)))
    throw new Error('Run `npm ci --prefix bench` first')
  return dependencies
}
