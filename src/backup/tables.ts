import type pg from 'pg'

/** A table that a backup holds. */
export interface Table {
  readonly name: string
  /** Those that are stored: what is generated comes back by itself. */
  readonly columns: readonly string[]
  /** Whether each account sees its own rows only, its owner included. */
  readonly forced: boolean
  readonly refersTo: readonly string[]
}

/**
 * Every table of ours, in an order in which each refers to earlier ones only. Found in the catalogue, so that a table
 * that a migration adds is in the next backup. Not those that a crash empties (counts of limits, signatures seen), nor
 * the list of migrations, which restoring writes.
 */
export async function findTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT relname AS name, relforcerowsecurity AS forced,
       (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
       coalesce((SELECT array_agg(DISTINCT other.relname::text) FROM pg_constraint JOIN pg_class AS other
          ON other.oid = confrelid WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid),
         '{}') AS "refersTo"
     FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p'
       AND relname <> 'schema_migrations'
     ORDER BY relname`,
  )
  const ordered: Table[] = []
  while (ordered.length < rows.length) {
    const done = new Set(ordered.map(({ name }) => name))
    const next = rows.filter(
      ({ name, refersTo }) => !done.has(name) && refersTo.every((other) => done.has(other)),
    )
    if (next.length === 0) throw new Error('Tables refer to each other in a circle')
    ordered.push(...next)
  }
  return ordered
}

/** A name as SQL has it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The columns of a table as a list in SQL. */
export const columnList = ({ columns }: Pick<Table, 'columns'>): string => columns.map(quoted).join(', ')
