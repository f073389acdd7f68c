import { type RawBuilder, type Transaction, sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import { errors } from '../errors.ts'
import { type ListedUser, accountExpired, groupNames, listedFields } from './user-fields.ts'
import { type UserScope, userConditions } from './user-filter.ts'

/** All that is told of one user. */
export interface UserDetail extends ListedUser {
  alias_name: string | null
  created_at: Date
  /** Another one after every change of what is stored, or of what the detail shows. */
  version: string
}

/**
 * Not `updated_at`: a hash of the whole row changes whoever writes it, and names of groups and the passing of time change
 * what is shown without a write.
 */
const version = sql<string>`encode(sha256(convert_to(
  concat_ws(' ', users::text, ${groupNames}::text, ${accountExpired}::text), 'UTF8')), 'hex')`

/**
 * A user of a project.
 *
 * @throws ApiError userUnknown, also for one outside the scope
 */
export async function findUser(
  database: Database,
  projectId: string,
  id: string,
  scope: UserScope,
): Promise<UserDetail> {
  const { rows } = await sql<UserDetail>`
    SELECT ${listedFields}, alias_name, created_at, ${version} AS version
    FROM users WHERE ${thisUser(projectId, [id], scope)}`.execute(database)
  return rows[0] ?? unknown([id])
}

/** A user that is held until the end of a transaction. */
export interface HeldUser {
  readonly id: string
  readonly user_name: string
  readonly total_desktops: number
  readonly version: string
}

/**
 * Holds users, so that nobody else changes or deletes them before the transaction ends: in the order of their IDs, as
 * everybody does who holds several, so that of two one waits for the other.
 *
 * @throws ApiError userUnknown naming each that there is not, or that is outside the scope
 */
export async function holdUsers(
  transaction: Transaction<Tables>,
  projectId: string,
  ids: readonly string[],
  scope: UserScope,
): Promise<HeldUser[]> {
  const { rows } = await sql<HeldUser>`
    SELECT id, user_name, total_desktops, ${version} AS version
    FROM users WHERE ${thisUser(projectId, ids, scope)} ORDER BY id FOR UPDATE`.execute(transaction)
  const found = new Set(rows.map(({ id }) => id))
  const missing = [...new Set(ids)].filter((id) => !found.has(id))
  return missing.length > 0 ? unknown(missing) : rows
}

function thisUser(projectId: string, ids: readonly string[], scope: UserScope): RawBuilder<unknown> {
  return sql.join([sql`id = ANY (${ids}::text[])`, ...userConditions(projectId, {}, scope)], sql` AND `)
}

function unknown(ids: readonly string[]): never {
  throw errors.userUnknown(ids.map((id) => `\`${id}\``).join(', '))
}
