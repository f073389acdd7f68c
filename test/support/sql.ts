import pg from 'pg'

/**
 * Runs one statement in a test server's database: for states that no operation brings about, such as a user with
 * desktops or a token that has expired. Tests call the named functions around it, so that they themselves speak
 * HTTP only.
 */
export async function runSql<Row extends pg.QueryResultRow>(
  { databaseUrl }: { databaseUrl: string },
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(statement, values)).rows
  } finally {
    await client.end()
  }
}

/**
 * Holds the table of users, so that no export gets on before {@link Held.release}: what it does to a task that
 * runs can then be looked at without haste.
 */
export async function holdUsers({ databaseUrl }: { databaseUrl: string }): Promise<Held> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('BEGIN')
  await client.query('LOCK TABLE users IN ACCESS EXCLUSIVE MODE')
  return { release: () => client.end() }
}

export interface Held {
  release(): Promise<void>
}

/** Sets how many bytes of files the project may keep; null: what the settings say holds again. */
export async function limitStoredBytes(
  { databaseUrl, project }: { databaseUrl: string; project: string },
  bytes: number | null,
): Promise<void> {
  await runSql({ databaseUrl }, 'UPDATE projects SET most_stored_bytes = $1 WHERE id = $2', [bytes, project])
}
