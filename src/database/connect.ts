import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

import type { Logger } from '../log.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Counts and sizes are bigint in PostgreSQL and stay far below 2^53 here: numbers, not strings. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * A pool of connections and the query builder over it.
 *
 * @param url a PostgreSQL connection URL
 * @param connections most connections at a time
 * @param name under which PostgreSQL lists the connections
 * @param role that every connection takes; null: the one of the URL
 */
export function connectDatabase(
  url: string,
  {
    connections,
    log,
    role = null,
    name = 'muster',
  }: { connections: number; log: Logger; role?: string | null; name?: string },
): { database: Database; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: name,
    types,
    // Statements are sent without waiting for the answers to those before (scope.ts).
    pipeline: true,
    ...(role === null ? {} : { options: `-c role=${role}` }),
    // A database that does not answer is an error after 10 s, not a request that hangs.
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener a connection that PostgreSQL drops while idle would end the process.
  pool.on('error', (error) => {
    // One that is being closed may learn of PostgreSQL's own stop first: that is no loss.
    if (!pool.ending) log.warn({ error: error.message }, 'database connection lost')
  })
  // The pool listens to those that are idle. One that breaks in somebody's hands tells his statements of it, which is
  // enough; but it is an event as well, and one that nobody listens to would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return { database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool }
}
