import { type Logger, pino } from 'pino'

export type { Logger }

/**
 * The log: JSON lines on standard output.
 *
 * Headers and bodies are never logged; the redaction below is the second fence, for an object that carries a
 * secret in a place where nobody looked for one.
 */
export function createLog(level: string): Logger {
  return pino({
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
  })
}
