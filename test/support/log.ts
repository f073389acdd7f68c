import { type Logger, pino } from 'pino'

import { createLog } from '../../src/log.ts'

/** Silent, unless MUSTER_TEST_LOG asks for a level. */
export const testLog = createLog(process.env['MUSTER_TEST_LOG'] ?? 'silent')

/** A line of the log. */
export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [field: string]: unknown
}

/** A log whose lines are kept. */
export function recordingLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = []
  const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line) as LogLine) })
  return { log, lines }
}
