import { sql } from 'kysely'
import type pg from 'pg'

import { forAccount } from '../database/scope.ts'
import type { Logger } from '../log.ts'
import type { Caller } from './caller.ts'

const EVERY_MS = 60_000

/**
 * Notes when access keys were last used, to the minute: at most one write a minute and key, which no request waits
 * for.
 */
export class LastUsed {
  readonly #pool: pg.Pool
  readonly #log: Logger
  /** When this process last wrote of a key; only of keys that there are, since their signatures held. */
  readonly #noted = new Map<string, number>()
  readonly #writing = new Set<Promise<void>>()

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool
    this.#log = log
  }

  /** Notes a use of a caller's key; a token is none. */
  note({ accessKey, accountId }: Caller, now = Date.now()): void {
    if (accessKey === null || now - (this.#noted.get(accessKey) ?? -EVERY_MS) < EVERY_MS) return
    this.#noted.set(accessKey, now)
    const writing = this.#write(accessKey, accountId).finally(() => this.#writing.delete(writing))
    this.#writing.add(writing)
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await Promise.all(this.#writing)
  }

  async #write(accessKey: string, accountId: string): Promise<void> {
    try {
      // Another process may have written within the minute.
      await forAccount(this.#pool, accountId)
        .updateTable('access_keys')
        .set({ last_used_at: sql<Date>`clock_timestamp()` })
        .where('account_id', '=', accountId)
        .where('access_key', '=', accessKey)
        .where(sql<boolean>`(last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`)
        .execute()
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'the use of an access key could not be noted')
    }
  }
}
