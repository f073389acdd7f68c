import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { administer } from './database.ts'

const PROGRAMS = '/usr/lib/postgresql/15/bin'

/** Why tests that need a PostgreSQL of the system's own are skipped, or false. */
export const skipWithoutPostgres =
  !existsSync(path.join(PROGRAMS, 'postgres')) && 'postgresql-15 is not installed'

/** A PostgreSQL that is not ours: Debian's, with a cluster of its own. */
export interface ExternalPostgres {
  /**
   * Makes a database that belongs to a role which may nothing else.
   *
   * @param options of CREATE DATABASE
   * @returns the URL of that role
   */
  createDatabase(name: string, options?: string): Promise<string>
  /** Of the same database, by its superuser. */
  superuserUrl(name: string): string
  /** Kills it with all of its processes, as a machine that loses its power does. */
  crash(): void
  start(): Promise<void>
  stop(): Promise<void>
}

export async function startExternalPostgres(): Promise<ExternalPostgres> {
  // Not in TMPDIR, which may be private to this user.
  const folder = mkdtempSync('/tmp/muster-postgres-')
  const asRoot = process.geteuid?.() === 0
  const prefix = asRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
  const run = async (program: string, ...args: string[]) => {
    const [file = '', ...rest] = [...prefix, path.join(PROGRAMS, program), ...args]
    await promisify(execFile)(file, rest, { cwd: '/' })
  }
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const data = path.join(folder, 'data')
  const settings = `-c listen_addresses='' -c fsync=off -c max_connections=300 -c unix_socket_directories='${folder}'`
  const start = () => run('pg_ctl', '-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start')
  try {
    // The user postgres makes the cluster below; nobody else can use what lies in it.
    if (asRoot) chmodSync(folder, 0o777)
    await run(
      'initdb',
      '-D',
      data,
      '-U',
      'owner',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    )
    await start()
  } catch (error) {
    remove()
    throw error
  }
  const urlOf = (role: string, database: string) =>
    `postgres://${role}@/${database}?host=${encodeURIComponent(folder)}`
  return {
    superuserUrl: (name) => urlOf('owner', name),
    createDatabase: async (name, options = '') => {
      await administer(
        urlOf('owner', 'postgres'),
        `CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`,
      )
      await administer(
        urlOf('owner', 'postgres'),
        `CREATE DATABASE ${name} OWNER ${name} TEMPLATE template0 ${options}`,
      )
      return urlOf(name, name)
    },
    crash: () => {
      const [pid = ''] = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
      const children = spawnSync('pgrep', ['-P', pid], { encoding: 'utf8' }).stdout.trim().split('\n')
      // The parent first: it would start the children again.
      spawnSync('kill', ['-KILL', pid, ...children])
      // In a container without an init that waits for them the dead stay listed, and would count as running.
      for (const lock of [path.join(data, 'postmaster.pid'), path.join(folder, '.s.PGSQL.5432.lock')])
        rmSync(lock)
    },
    // The dead server's memory may be held for a moment by the last of its processes.
    start: () => start().catch(() => sleep(500).then(start)),
    stop: async () => {
      await run('pg_ctl', '-D', data, '-m', 'immediate', 'stop').finally(remove)
    },
  }
}
