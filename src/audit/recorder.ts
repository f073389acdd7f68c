import type pg from 'pg'

import type { Logger } from '../log.ts'
import type { AuditEvent } from './event.ts'
import { recordAlone } from './record-event.ts'

/** Events that may wait at a time for {@link Recorder.recordLater}. */
const MOST_WAITING = 1000

/** Records events that are in no transaction of their own. One that cannot be stored is written to the log, whole. */
export class Recorder {
  readonly #pool: pg.Pool
  readonly #log: Logger
  #waiting = 0
  #last: Promise<void> = Promise.resolve()

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool
    this.#log = log
  }

  /** Records an event; never throws. */
  async record(event: AuditEvent): Promise<void> {
    try {
      await recordAlone(this.#pool, event)
    } catch (error) {
      this.#log.error({ err: error, event }, 'AUDIT EVENT NOT STORED')
    }
  }

  /** The same without being waited for: one after the other, on one connection at most. */
  recordLater(event: AuditEvent): void {
    if (this.#waiting >= MOST_WAITING) {
      this.#log.error({ event }, 'AUDIT EVENT NOT STORED: too many are waiting')
      return
    }
    this.#waiting++
    this.#last = this.#recordAfter(this.#last, event)
  }

  async #recordAfter(earlier: Promise<void>, event: AuditEvent): Promise<void> {
    await earlier
    await this.record(event)
    this.#waiting--
  }

  /** Waits until every event is stored. */
  async close(): Promise<void> {
    await this.#last
  }
}
