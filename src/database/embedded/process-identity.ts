import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { errorCode } from './error-code.ts'

/** Where a process number means something: two places are one only where all three agree. */
export type Place = { hostname: string; bootId: string; pidNamespace: string }

/** The place of this process. On systems without /proc only the host's name is known. */
export function currentPlace(): Place {
  return {
    hostname: hostname(),
    bootId: orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  }
}

/**
 * When the process began, in a form that is only to be compared: a process number that the system has given
 * to another process since has another start. Null: no such process (a zombie counts as none).
 * Empty: there is one, and the system does not show when it began.
 */
export function processStart(pid: number): string | null {
  if (!exists(pid)) return null
  if (process.platform === 'linux') {
    try {
      // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? '')
    } catch {
      return exists(pid) ? '' : null
    }
  }
  const ps = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: cleanEnv(),
  })
  const line = ps.stdout?.trim() ?? ''
  if (line.startsWith('Z')) return null
  return line.replace(/^\S+\s+/, '')
}

/** The command line of a process as one string, empty where there is none or the system hides it. */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    return orEmpty(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim())
  }
  const ps = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: cleanEnv(),
  })
  return ps.stdout?.trim() ?? ''
}

/** The working directory of a process, empty where unknown. */
export function workingDirectory(pid: number): string {
  return orEmpty(() => readlinkSync(`/proc/${pid}/cwd`))
}

/**
 * The environment of every child here: none of our settings (they hold keys, and another user's process would
 * show them), no PG* variable of the caller's shell, messages in English because some of them are read.
 */
export function cleanEnv(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, LD_LIBRARY_PATH } = process.env
  return {
    PATH: PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }),
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
