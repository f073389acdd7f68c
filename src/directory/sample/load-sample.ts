import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import { type SamplePlaces, USER_COLUMNS, sampleLines } from './sample-lines.ts'
import { enterpriseProjects, groups } from './words.ts'

export interface SampleOrder {
  readonly project: { readonly id: string; readonly accountId: string }
  readonly users: number
  readonly seed: number
}

/** Users that go in one transaction: a broken-off run keeps what came before. */
const BATCH = 20_000

/**
 * Connections that insert at a time. Filling the indexes is the cost: a million users took 62 s over one connection on
 * two cores, of which 28 % were idle, and 48 s over two.
 */
const CONNECTIONS = 2

/**
 * Fills a project with sample users, groups and enterprise projects. Users that are there already, from an
 * earlier run with the same seed, are left as they are.
 *
 * @param url of the database
 * @param report is told how many of the users have been looked at
 * @returns how many were added
 */
export async function loadSample(
  url: string,
  order: SampleOrder,
  report: (done: number) => void,
): Promise<number> {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: url }))
  try {
    for (const client of clients) await openSession(client, order.project.accountId)
    const [client] = clients as [pg.Client]
    const places = await preparePlaces(client, order.project)
    const firsts = Array.from(
      { length: Math.ceil(order.users / BATCH) },
      (_, batch) => batch * BATCH,
    ).values()
    let added = 0
    let done = 0
    await Promise.all(
      clients.map(async (loader) => {
        // Both take from the one iterator.
        for (const first of firsts) {
          const users = Math.min(BATCH, order.users - first)
          const inserted = await loadBatch(loader, sampleLines(order, places, first, users))
          added += inserted
          done += users
          report(done)
        }
      }),
    )
    // Autovacuum would do the same a minute later, beside whatever is then measured.
    if (added > 0) await client.query('VACUUM (ANALYZE) users, user_groups')
    return added
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function openSession(client: pg.Client, accountId: string): Promise<void> {
  await client.connect()
  // For the session, which ends here: not everything is in a transaction.
  await client.query("SELECT set_config('muster.account_id', $1, false)", [accountId])
  await client.query(`CREATE TEMP TABLE sample AS SELECT ${USER_COLUMNS} FROM users WITH NO DATA`)
  // The trigram indexes take their new entries in heaps of this size, sorted, instead of 4 MB.
  await client.query(`SET gin_pending_list_limit = '64MB'`)
  await client.query(`SET maintenance_work_mem = '256MB'`)
}

async function loadBatch(client: pg.Client, lines: string): Promise<number> {
  await client.query('BEGIN; TRUNCATE sample')
  try {
    await pipeline(Readable.from([lines]), client.query(copyFrom(`COPY sample (${USER_COLUMNS}) FROM STDIN`)))
    const { rowCount } = await client.query(
      `INSERT INTO users (${USER_COLUMNS}) SELECT ${USER_COLUMNS} FROM sample ON CONFLICT DO NOTHING`,
    )
    await client.query('COMMIT')
    return rowCount ?? 0
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/** Makes sure that the ten enterprise projects and the groups are there. */
async function preparePlaces(client: pg.ClientBase, project: SampleOrder['project']): Promise<SamplePlaces> {
  const enterpriseProjectIds = enterpriseProjects.map((name, index) =>
    index === 0 ? '0' : idOf(project.accountId, name),
  )
  await client.query(
    `INSERT INTO enterprise_projects (account_id, id, name)
     SELECT $1, id, name FROM unnest($2::text[], $3::text[]) AS given (id, name) ON CONFLICT DO NOTHING`,
    [project.accountId, enterpriseProjectIds, enterpriseProjects],
  )
  const groupIds = groups.map((name) => idOf(project.id, name))
  await client.query(
    `INSERT INTO user_groups (project_id, id, name)
     SELECT $1, id, name FROM unnest($2::text[], $3::text[]) AS given (id, name) ON CONFLICT DO NOTHING`,
    [project.id, groupIds, groups],
  )
  const { rows } = await client.query<{ number: number }>(
    'SELECT number FROM user_groups WHERE project_id = $1 AND id = ANY ($2) ORDER BY id',
    [project.id, groupIds],
  )
  return { enterpriseProjects: enterpriseProjectIds, groups: rows.map(({ number }) => number) }
}

/** The same place has the same ID in every run. */
const idOf = (...names: string[]) => createHash('sha256').update(names.join('\0')).digest('hex').slice(0, 32)
