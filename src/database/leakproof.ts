import type pg from 'pg'

import type { Logger } from '../log.ts'

/** The functions that the fuzzy filters and the filters by groups call in their conditions. */
const FUNCTIONS = [
  'textlike(text, text)',
  'lower(text)',
  'arraycontains(anyarray, anyarray)',
  'arrayoverlap(anyarray, anyarray)',
] as const

/**
 * Lets indexes serve fuzzy filters under row-level security. PostgreSQL looks at a condition in an index, before the
 * policy has let the row pass, only where its functions are marked as telling nothing of the values that they are
 * given. These tell nothing: LIKE complains of patterns only, and ours are well-formed. To mark them takes a
 * superuser, which the embedded database's owner is; elsewhere the log says what an administrator may do.
 */
export async function markLeakproof(client: pg.ClientBase, log: Logger): Promise<void> {
  const { rows } = await client.query<{ function: string }>(
    `SELECT oid::regprocedure::text AS function FROM pg_proc
     WHERE oid = ANY ($1::regprocedure[]) AND NOT proleakproof`,
    [FUNCTIONS.map((name) => `pg_catalog.${name}`)],
  )
  if (rows.length === 0) return
  const statements = rows.map((row) => `ALTER FUNCTION pg_catalog.${row.function} LEAKPROOF`)
  try {
    await client.query(statements.join('; '))
  } catch {
    log.warn(
      { statements },
      'fuzzy filters read all users of a project, since row-level security keeps their indexes from being used; ' +
        'a superuser can allow it by these statements',
    )
  }
}
