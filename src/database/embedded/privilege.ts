import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { errorCode } from './error-code.ts'
import { cleanEnv } from './process-identity.ts'

/**
 * How PostgreSQL, which refuses to run as root, is run:
 * - `self`: as the user we are, an ordinary one;
 * - `namespace`: root, seen as another user inside a user namespace. It reaches what belongs to root;
 * - `capability`: another user, allowed to pass file permissions (CAP_DAC_OVERRIDE), so that it reaches every folder;
 * - `other-user`: another user and nothing more, so that the database must lie where that user can go.
 */
export type Way = 'self' | 'namespace' | 'capability' | 'other-user'

export type Privilege = {
  way: Way
  /** Who must own the cluster's files, as seen from outside of any namespace. */
  uid: number
  gid: number
  /** Name of the user that PostgreSQL believes to be. */
  user: string
  /** What to spawn so that `file` runs this way. */
  wrap(file: string, args: readonly string[]): Wrapped
}

export type Wrapped = { file: string; args: string[]; options: { uid?: number; gid?: number } }

/**
 * Chooses the first way that works here: as an ordinary user `self`, as root the others in the order above.
 * A way works if the program `postgres` can be executed and the folder `base` written; `other-user` is the last
 * resort and only asks that the user can be changed at all. `force` names the one way to try.
 * Throws an Error with a sentence for the administrator where none works.
 */
export function choosePrivilege(wanted: { postgres: string; base: string; force?: Way }): Privilege {
  const uid = process.geteuid?.() ?? 0
  const gid = process.getegid?.() ?? 0
  if (uid !== 0) {
    return {
      way: 'self',
      uid,
      gid,
      user: 'this user',
      wrap: (file, args) => ({ file, args: [...args], options: {} }),
    }
  }
  const user = unprivilegedUser()
  for (const privilege of user === null ? [] : waysOfRoot(user, gid)) {
    if (wanted.force !== undefined && privilege.way !== wanted.force) continue
    if (works(privilege, wanted.postgres, wanted.base)) return privilege
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system allows neither a user namespace nor a change of user. ' +
      'Run Muster as an ordinary user, or set MUSTER_DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** Whether the privileged process can reach, by every folder on the way, all of `execute` and write into `write`. */
export function reaches(privilege: Privilege, execute: readonly string[], write: readonly string[]): boolean {
  const script =
    'w=$1; shift; for f; do if [ "$w" -gt 0 ]; then w=$((w-1)); test -w "$f" || exit 1; fi; test -x "$f" || exit 1; done'
  return runPrivileged(privilege, 'sh', ['-c', script, 'sh', String(write.length), ...write, ...execute])
}

/** Runs a short command to its end; true if it exits 0. Its output goes nowhere. */
export function runPrivileged(privilege: Privilege, file: string, args: readonly string[]): boolean {
  const run = privilege.wrap(file, args)
  const done = spawnSync(run.file, run.args, { ...run.options, cwd: '/', env: cleanEnv(), stdio: 'ignore' })
  return done.status === 0
}

type User = { name: string; uid: number; gid: number }

/** PostgreSQL insists on a passwd entry for the user it runs as. */
function unprivilegedUser(): User | null {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of ['nobody', 'postgres', 'daemon']) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? []
    if (name !== undefined && Number(uid) !== 0) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return null
}

function waysOfRoot({ name, uid, gid }: User, ownGid: number): Privilege[] {
  const namespace = ['-U', `--map-user=${uid}`, `--map-group=${gid}`]
  const capability = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    // Else access(2), by which PostgreSQL looks for its own programs, passes over the capability of any uid but 0.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  return [
    {
      way: 'namespace',
      uid: 0,
      gid: ownGid,
      user: name,
      wrap: (file, args) => ({ file: 'unshare', args: [...namespace, file, ...args], options: {} }),
    },
    {
      way: 'capability',
      uid,
      gid,
      user: name,
      wrap: (file, args) => ({ file: 'setpriv', args: [...capability, file, ...args], options: {} }),
    },
    {
      way: 'other-user',
      uid,
      gid,
      user: name,
      wrap: (file, args) => ({ file, args: [...args], options: { uid, gid } }),
    },
  ]
}

function works(privilege: Privilege, postgres: string, base: string): boolean {
  if (privilege.way === 'other-user') return runPrivileged(privilege, 'true', [])
  return reaches(privilege, [postgres], [base])
}

/** The text of a file that perhaps only the privileged user may read; null where there is none. */
export function readPrivileged(privilege: Privilege, file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'EACCES') return null
  }
  const run = privilege.wrap('cat', [file])
  const done = spawnSync(run.file, run.args, { ...run.options, cwd: '/', env: cleanEnv(), encoding: 'utf8' })
  return done.status === 0 ? done.stdout : null
}

/** Signals a process of the privileged user, which root without CAP_KILL may not do itself. Gone already: no matter. */
export function signalPrivileged(privilege: Privilege, pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return
    runPrivileged(privilege, 'kill', [`-${signal.slice(3)}`, String(pid)])
  }
}

/** Writes a file that is there already, as its owner. */
export function writePrivileged(privilege: Privilege, file: string, text: string): void {
  runPrivileged(privilege, 'sh', ['-c', 'printf %s "$2" > "$1"', 'sh', file, text])
}
