import { setTimeout as sleep } from 'node:timers/promises'

import type pg from 'pg'

import type { Logger } from '../log.ts'

/** How often a process looks whether the schema is still one that it knows, in milliseconds. */
const INTERVAL_MS = 5000

/**
 * Waits until a later program has changed the schema in a way that this one cannot go on with. What is merely newer is no
 * matter: the processes of a version go on answering while those of the next one start.
 *
 * @param version of the schema that this program makes
 * @returns the name of the migration; null where the signal came first
 */
export async function breakingMigration(
  pool: pg.Pool,
  version: number,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<string | null> {
  while (!signal.aborted) {
    await sleep(INTERVAL_MS, undefined, { signal, ref: false }).catch(() => {})
    if (signal.aborted) return null
    try {
      const { rows } = await pool.query<{ name: string }>(
        'SELECT name FROM schema_migrations WHERE version > $1 AND breaking ORDER BY version LIMIT 1',
        [version],
      )
      if (rows[0] !== undefined) return rows[0].name
    } catch (error) {
      // A database that does not answer just now says nothing of its schema.
      log.debug({ error: (error as Error).message }, 'version of the schema not read')
    }
  }
  return null
}
