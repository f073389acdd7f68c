import { statfsSync } from 'node:fs'

/**
 * Settings of the embedded server, given on its command line so that they hold whatever stands in its
 * postgresql.conf, and a newer Muster's hold for a cluster made by an older one.
 */
export function serverSettings(to: {
  socketDir: string
  port: number
  socketMode: string
  tcp: boolean
}): Record<string, string> {
  return {
    // A list in which names stand in double quotes.
    unix_socket_directories: `"${to.socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: to.socketMode,
    listen_addresses: to.tcp ? '127.0.0.1' : '',
    port: String(to.port),
    max_connections: '100',

    // What was acknowledged survives kill -9 and power failure.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',

    // Enough for the indexes of a million users in use, modest beside the 400 MB of the server. Memory is taken as pages
    // come into it.
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    // Sorts of a filtered list stay in memory; 100 connections rarely sort at once.
    work_mem: '16MB',
    // Building the trigram indexes over a million users in memory.
    maintenance_work_mem: '256MB',
    // A million users with two trigram indexes write 1.5 GB of log; under the default of 1 GB that forced three
    // checkpoints, with 27 s of writing. A checkpoint is due at about half of this.
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    wal_buffers: '16MB',
    // Data directories lie on solid-state disks.
    random_page_cost: '1.1',
    // Many small statements side by side, and few cores: a count of a million users took 80 ms in one process, 320 to 850
    // with two parallel workers, which have to be started first.
    max_parallel_workers_per_gather: '0',
    // The package holds no LLVM; a lookup for it costs at the first big query.
    jit: 'off',
    dynamic_shared_memory_type: dynamicSharedMemory(),

    timezone: 'UTC',
    log_timezone: 'UTC',
    // Its log is read (server-log.ts).
    lc_messages: 'C',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    // Never the text of a statement: it may hold a password or personal data.
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_duration_statement: '-1',
    log_parameter_max_length_on_error: '0',
    cluster_name: 'muster',
  }
}

/** Settings as arguments of `postgres`. */
export function asArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * Parallel queries share memory in /dev/shm, which containers often give 64 MB: a query then fails with "could not
 * resize shared memory segment". System V segments have no such bound.
 */
function dynamicSharedMemory(): string {
  if (process.platform !== 'linux') return 'posix'
  try {
    const { blocks, bsize } = statfsSync('/dev/shm')
    return blocks * bsize >= 512 * 2 ** 20 ? 'posix' : 'sysv'
  } catch {
    return 'sysv'
  }
}
