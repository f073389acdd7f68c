import { type Logger, pino } from 'pino'

export type { Logger }

/**
 * The log: JSON lines on standard output; on standard error where that belongs to a command's result.
 *
 * Headers and bodies are never logged; the redaction below is the second fence, for an object that carries a
 * secret in a place where nobody looked for one.
 */
export function createLog(level: string, output: 'stdout' | 'stderr' = 'stdout'): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'secret_key',
        'token',
        'authorization',
        '*.password',
        '*.secret_key',
        '*.token',
        '*.authorization',
      ],
      censor: '***',
    },
  }
  return pino(options, pino.destination({ fd: output === 'stdout' ? 1 : 2, sync: true }))
}
