import type pg from 'pg'
import { Kysely, PostgresDialect } from 'kysely'

import type { Database } from './connect.ts'
import type { Tables } from './tables.ts'

/** The query builder over one connection, whose temporary tables and COPY belong to the same transaction. */
export function onConnection(client: pg.ClientBase): Database {
  const connection = { query: client.query.bind(client), release: () => {} }
  const pool = { connect: () => Promise.resolve(connection), end: () => Promise.resolve() }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) })
}
