import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from './logger.ts'

/** What the supervisor listens for. */
export type ServerLogListener = {
  /** The server accepts connections. */
  ready(): void
  /** An entry that may say why it ends. */
  complaint(text: string, severity: string): void
  /** Entries that only tell of connections being closed are of no interest while it stops. */
  isStopping(): boolean
}

const ENTRY =
  /^(DEBUG\d?|INFO|NOTICE|LOG|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|CONTEXT|QUERY|LOCATION|STATEMENT): {2}(.*)$/

/**
 * Reads the server's log (its stderr, without prefix) to the end and writes it to `log`: what the server does at
 * debug, recovery at info, warnings and failed connections at warn, its own failure at error. Errors of statements
 * go to debug and without their details, which quote values: who sent the statement has them in full.
 */
export function readServerLog(stderr: Readable, log: Logger, listener: ServerLogListener): void {
  let severity = 'LOG'
  createInterface({ input: stderr, crlfDelay: Infinity }).on('line', (line) => {
    const [, kind, rest] = ENTRY.exec(line) ?? []
    // A line that begins with a tab continues the entry before it.
    if (kind === undefined && line.startsWith('\t')) return
    const text = rest ?? line.trim()
    if (kind === 'DETAIL' || kind === 'HINT') {
      if (severity !== 'FATAL' && severity !== 'PANIC') return
      listener.complaint(text, severity)
      log.warn({ postgres: kind }, text)
      return
    }
    if (kind === 'CONTEXT' || kind === 'QUERY' || kind === 'LOCATION' || kind === 'STATEMENT' || text === '')
      return
    severity = kind ?? 'UNKNOWN'
    if (text === 'database system is ready to accept connections') listener.ready()
    if (severity === 'FATAL' || severity === 'PANIC' || severity === 'UNKNOWN')
      listener.complaint(text, severity)
    log[level(severity, text, listener.isStopping())]({ postgres: severity }, text)
  })
}

function level(severity: string, text: string, stopping: boolean): keyof Logger {
  if (severity === 'PANIC') return 'error'
  if (stopping) return 'debug'
  if (severity === 'FATAL' || severity === 'WARNING' || severity === 'UNKNOWN') return 'warn'
  if (
    severity === 'LOG' &&
    /recovery|redo|not properly shut down|terminated by signal|reinitializing/.test(text)
  )
    return 'info'
  return 'debug'
}
