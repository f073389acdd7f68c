import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import { type SampleUser, sampleUser } from './sample-users.ts'
import { enterpriseProjects, groups } from './words.ts'

export interface SampleOrder {
  readonly project: { readonly id: string; readonly accountId: string }
  readonly users: number
  readonly seed: number
}

/** Users that go in one transaction: a broken-off run keeps what came before. */
const BATCH = 20_000

const COLUMNS = [
  'id',
  'user_name',
  'user_email',
  'user_phone',
  'description',
  'active_type',
  'account_expires',
  'password_never_expired',
  'enable_change_password',
  'next_login_change_password',
  'locked',
  'disabled',
  'total_desktops',
  'share_space_subscription',
  'share_space_desktops',
  'created_at',
] as const satisfies readonly (keyof SampleUser)[]

const USER_COLUMNS = ['project_id', 'enterprise_project_id', 'group_numbers', ...COLUMNS].join(', ')

/**
 * Fills a project with sample users, groups and enterprise projects. Users that are there already, from an
 * earlier run with the same seed, are left as they are.
 *
 * @param report is told how many of the users have been looked at
 * @returns how many were added
 */
export async function loadSample(
  client: pg.ClientBase,
  order: SampleOrder,
  report: (done: number) => void,
): Promise<number> {
  // For the session, which ends with the command: not everything here is in a transaction.
  await client.query("SELECT set_config('muster.account_id', $1, false)", [order.project.accountId])
  const places = await preparePlaces(client, order.project)
  await client.query(`CREATE TEMP TABLE sample AS SELECT ${USER_COLUMNS} FROM users WITH NO DATA`)
  // The trigram indexes take their new entries in heaps of this size, sorted, instead of 4 MB.
  await client.query(`SET gin_pending_list_limit = '64MB'`)
  await client.query(`SET maintenance_work_mem = '256MB'`)
  let added = 0
  let next = makeBatch(order, places, 0)
  for (let done = 0; done < order.users;) {
    const batch = next
    const loading = loadBatch(client, order, places, batch)
    done += batch.length
    // Made while PostgreSQL is busy with the last one: two cores are better than one.
    next = makeBatch(order, places, done)
    added += await loading
    report(done)
  }
  await client.query('DROP TABLE sample')
  await client.query('ANALYZE users, user_groups')
  return added
}

interface Places {
  readonly enterpriseProjects: readonly string[]
  /** Numbers of the groups. */
  readonly groups: readonly number[]
}

/** Makes sure that the ten enterprise projects and the groups are there. */
async function preparePlaces(client: pg.ClientBase, project: SampleOrder['project']): Promise<Places> {
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

function makeBatch(order: SampleOrder, places: Places, first: number): SampleUser[] {
  const sizes = { enterpriseProjects: places.enterpriseProjects.length, groups: places.groups.length }
  const length = Math.min(BATCH, order.users - first)
  return Array.from({ length }, (_, index) => sampleUser(order.seed, first + index, sizes))
}

async function loadBatch(
  client: pg.ClientBase,
  order: SampleOrder,
  places: Places,
  users: readonly SampleUser[],
): Promise<number> {
  await client.query('BEGIN')
  try {
    await client.query('TRUNCATE sample')
    await copy(client, `sample (${USER_COLUMNS})`, users, (user) => [
      order.project.id,
      places.enterpriseProjects[user.enterpriseProject],
      `{${user.groups.map((group) => places.groups[group]).join(',')}}`,
      ...COLUMNS.map((column) => user[column]),
    ])
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

async function copy(
  client: pg.ClientBase,
  target: string,
  users: readonly SampleUser[],
  values: (user: SampleUser) => readonly Value[],
): Promise<void> {
  const lines = users.map((user) => `${values(user).map(field).join('\t')}\n`)
  await pipeline(Readable.from([lines.join('')]), client.query(copyFrom(`COPY ${target} FROM STDIN`)))
}

type Value = string | number | boolean | Date | null | undefined

/** A value in COPY's text format. */
function field(value: Value): string {
  if (value === null || value === undefined) return String.raw`\N`
  const text = value instanceof Date ? value.toISOString() : String(value)
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
