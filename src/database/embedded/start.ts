import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { clusterBase, reachablePlace } from './cluster-place.ts'
import { connectionUrl } from './connection-url.ts'
import type { DataDirLock } from './data-dir-lock.ts'
import { ensureDatabase } from './ensure-database.ts'
import { initCluster } from './init-cluster.ts'
import type { Logger } from './logger.ts'
import { endOrphan } from './orphan.ts'
import { ensureOwner } from './ownership.ts'
import { createPassword, passwordFile, readPassword } from './password.ts'
import { choosePrivilege, type Way } from './privilege.ts'
import { asArguments, serverSettings } from './settings.ts'
import { makeSocketFolder } from './socket-folder.ts'
import { supervise } from './supervisor.ts'

export type EmbeddedDatabaseOptions = {
  /** Proof that the data directory is ours. */
  lock: DataDirLock
  log: Logger
  /** Listen on 127.0.0.1 at this port too. Default: the unix socket only. */
  tcpPort?: number
  /** Called once if the server keeps dying and is not started again. Default: an uncaught exception. */
  onGiveUp?: (reason: Error) => void
  /** Further settings of the server, which go before ours. */
  settings?: Record<string, string>
  /** For tests: the one way to try as root. */
  way?: Way
}

export type EmbeddedDatabase = {
  /** For `pg`: role `muster` (a superuser), database `muster`, over the unix socket. */
  url: string
  socketDir: string
  port: number
  /** How the server runs, see privilege.ts. */
  way: Way
  /** The server's main process; undefined while it is being restarted. */
  pid(): number | undefined
  /** Ends the server in order, under 8 s; further calls wait for the same end. Close pools first, release the lock after. */
  stop(): Promise<void>
}

/** Name of the superuser and of the database. */
const NAME = 'muster'
/** Part of the socket's name only, as long as nobody asks for TCP. */
const DEFAULT_PORT = 5432

/**
 * Starts the PostgreSQL of a data directory, made there at the first time, and returns when it accepts connections.
 * Throws an Error whose message is a sentence for the administrator.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { lock, log } = options
  const { dataDir } = lock
  const began = performance.now()
  const found = { binaries: findBinaries(), base: clusterBase(dataDir) }
  const privilege = choosePrivilege({
    postgres: found.binaries.postgres,
    base: found.base,
    ...(options.way === undefined ? {} : { force: options.way }),
  })
  await endOrphan(join(found.base, 'postgres'), privilege, log)
  const { base, binaries } =
    privilege.way === 'other-user' ? reachablePlace({ dataDir, ...found, privilege }, log) : found
  const cluster = join(base, 'postgres')
  ensureOwner(cluster, dataDir, privilege, log)
  const password = passwordFor(dataDir, cluster)
  const isNew = initCluster({ initdb: binaries.initdb, cluster, password, privilege }, log)

  const port = options.tcpPort ?? DEFAULT_PORT
  const socket = makeSocketFolder(base, port, privilege)
  const settings = serverSettings({
    socketDir: socket.dir,
    port,
    socketMode: socket.mode,
    tcp: options.tcpPort !== undefined,
  })
  try {
    const server = await supervise(
      {
        postgres: binaries.postgres,
        args: ['-D', cluster, ...asArguments({ ...settings, ...options.settings })],
        privilege,
        onGiveUp: options.onGiveUp ?? throwUncaught,
      },
      log,
    )
    const urlOf = (database: string): string =>
      connectionUrl({ socketDir: socket.dir, port, user: NAME, password, database })
    const stop = async (): Promise<void> => {
      await server.stop()
      socket.remove()
    }
    try {
      await ensureDatabase(urlOf, NAME, isNew)
    } catch (error) {
      await stop()
      throw error
    }
    lock.update({ database: { socketDir: socket.dir, port } })
    const milliseconds = Math.round(performance.now() - began)
    log.info({ pid: server.pid(), way: privilege.way, cluster, milliseconds }, 'PostgreSQL runs')
    return {
      url: urlOf(NAME),
      socketDir: socket.dir,
      port,
      way: privilege.way,
      pid: () => server.pid(),
      stop,
    }
  } catch (error) {
    socket.remove()
    throw error
  }
}

function passwordFor(dataDir: string, cluster: string): string {
  const known = readPassword(dataDir)
  if (known !== null) return known
  if (existsSync(cluster)) {
    throw new Error(
      `${passwordFile(dataDir)} is missing: without it Muster cannot log in to its database in ${cluster}. ` +
        'Restore the file from a back-up of the data directory.',
    )
  }
  return createPassword(dataDir)
}

function throwUncaught(reason: Error): void {
  setImmediate(() => {
    throw reason
  })
}
