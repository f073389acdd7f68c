import { connect } from 'node:net'
import { join } from 'node:path'
import type { Logger } from './logger.ts'
import { type Privilege, readPrivileged, writePrivileged } from './privilege.ts'
import { commandLine, processStart, workingDirectory } from './process-identity.ts'
import { removeShortFolder } from './socket-folder.ts'
import { endServer } from './end-server.ts'

/**
 * Ends the PostgreSQL that an earlier Muster left running on this cluster when it was killed, cleanly, and makes the
 * mark of one that is dead harmless. The process number in `postmaster.pid` alone proves nothing: PostgreSQL would
 * refuse to start where it has been given to another process since.
 * Call it only while holding the data directory. Throws where a server runs that cannot be seen from here.
 */
export async function endOrphan(cluster: string, privilege: Privilege, log: Logger): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const lines = readPrivileged(privilege, file)?.split('\n')
  if (lines === undefined) return
  const pid = Number(lines[0])
  const [port, socketDir] = [lines[3] ?? '', lines[4] ?? '']
  if (pid > 0 && isServerOf(cluster, pid)) {
    log.warn({ pid }, 'an earlier Muster was killed and left its PostgreSQL running: stopping it')
    await endServer(privilege, pid)
  } else if (socketDir !== '' && (await accepts(join(socketDir, `.s.PGSQL.${port}`)))) {
    throw new Error(
      `A PostgreSQL runs on ${cluster} that cannot be seen from here, perhaps in another container. Stop it first.`,
    )
  } else {
    // The rest of the file stays: by it PostgreSQL finds processes of the dead server that still hold its memory.
    // Our own number, its parent's, is one that PostgreSQL knows to be harmless.
    log.debug({ pid }, 'PostgreSQL did not end in order the last time')
    writePrivileged(privilege, file, [process.pid, ...lines.slice(1)].join('\n'))
  }
  removeShortFolder(socketDir)
}

/** Whether the process is the main process of a PostgreSQL on this cluster. */
function isServerOf(cluster: string, pid: number): boolean {
  if (processStart(pid) === null) return false
  const command = commandLine(pid)
  if (!/(^|\/)postgres /.test(command)) return false
  return `${command} `.includes(` -D ${cluster} `) || workingDirectory(pid) === cluster
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
