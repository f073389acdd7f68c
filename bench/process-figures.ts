/** What the server of a bench and its PostgreSQL take, from /proc (Linux): the children of the server are PostgreSQL's. */
import { readFile, readdir, writeFile } from 'node:fs/promises'

export interface Figures {
  readonly server: number
  readonly postgres: number
}

/** A hundred ticks are a second (proc(5), sysconf(_SC_CLK_TCK) on every Linux that Node runs on). */
const TICKS_A_SECOND = 100

/** Processor seconds since they started. */
export async function processorOf(pid: number): Promise<Figures> {
  // utime, stime, and of a process that has ended what its parent keeps: cutime, cstime.
  const ticks = async (of: number, fields: number) =>
    (await statOf(of)).slice(11, 11 + fields).reduce((sum, value) => sum + Number(value), 0)
  const children = await Promise.all((await descendants(pid)).map((child) => ticks(child, 4)))
  return {
    server: (await ticks(pid, 2)) / TICKS_A_SECOND,
    postgres: children.reduce((sum, part) => sum + part, 0) / TICKS_A_SECOND,
  }
}

/** Memory in bytes: resident of the server; of PostgreSQL's processes what they share counted once (smaps_rollup). */
export async function memoryOf(pid: number): Promise<Figures> {
  const children = await Promise.all((await descendants(pid)).map(proportional))
  return {
    server: await residentOf(pid, 'VmRSS'),
    postgres: children.reduce((sum, part) => sum + part, 0),
  }
}

/** Written to clear_refs, makes VmHWM begin anew (proc(5)). */
const RESET_PEAK = '5'

async function residentOf(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return 1024 * Number(new RegExp(String.raw`^${field}:\s+(\d+)`, 'm').exec(text)?.[1] ?? 0)
}

/**
 * The server's peak is the kernel's own (VmHWM). PostgreSQL's is looked at once a second: to add up what its processes share
 * walks their page tables, and ten times a second that slowed an export by a tenth.
 *
 * @returns what came of the work, and the most that was seen
 */
export async function withPeakMemory<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; peak: Figures }> {
  let postgres = 0
  const look = async () => {
    postgres = Math.max(postgres, (await memoryOf(pid)).postgres)
  }
  const watch = setInterval(() => void look(), 1000)
  try {
    await writeFile(`/proc/${pid}/clear_refs`, RESET_PEAK)
    const result = await work()
    await look()
    return { result, peak: { server: await residentOf(pid, 'VmHWM'), postgres } }
  } finally {
    clearInterval(watch)
  }
}

/** Processes below one, at any depth. */
async function descendants(parent: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number((await statOf(Number(name)))[1]))
  }
  const isBelow = (pid: number): boolean => {
    const above = parents.get(pid)
    return above !== undefined && (above === parent || isBelow(above))
  }
  return [...parents.keys()].filter(isBelow)
}

export const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000)

async function proportional(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
}

/** The fields after the name in parentheses: state, ppid, … (proc(5), stat). */
async function statOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
