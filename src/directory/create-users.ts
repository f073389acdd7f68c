import { type Transaction, sql } from 'kysely'
import pg from 'pg'

import type { Database } from '../database/connect.ts'
import type { Tables } from '../database/tables.ts'
import { errors } from '../errors.ts'
import { newId } from '../ids.ts'
import { groupNumbers } from './group-numbers.ts'
import type { ActiveType } from './user-filter.ts'

/** A user to be created; the rules of its single fields are checked already. */
export interface NewUser {
  user_name: string
  user_email?: string | undefined
  user_phone?: string | undefined
  description?: string | undefined
  alias_name?: string | undefined
  active_type: ActiveType
  /** Null: never. */
  account_expires: Date | null
  enable_change_password: boolean
  next_login_change_password: boolean
  enterprise_project_id: string
  domain: string
  user_info_map?: Record<string, string> | undefined
  group_ids: readonly string[]
}

const UNIQUE_VIOLATION = '23505'

/**
 * Creates users, all or none.
 *
 * @returns their IDs, in order
 * @throws ApiError userNameTaken naming every name that is, userGroupUnknown, enterpriseProjectUnknown
 */
export async function createUsers(
  database: Database,
  project: { id: string; accountId: string },
  users: readonly NewUser[],
): Promise<string[]> {
  try {
    return await database.transaction().execute(async (transaction) => {
      const groups = users.flatMap((user) => user.group_ids)
      const numbers = await groupNumbers(transaction, project.id, groups, (unknown) =>
        users.flatMap((user) =>
          user.group_ids
            .filter((id) => unknown.has(id))
            .map((id) => `\`${id}\` of user \`${user.user_name}\``),
        ),
      )
      await refuseUnknownEnterpriseProjects(transaction, project.accountId, users)
      await refuseTakenNames(transaction, project.id, users)
      return await insert(transaction, project.id, users, numbers)
    })
  } catch (error) {
    // Between the look and the insert another request may have taken a name: the index has the last word.
    if (
      error instanceof pg.DatabaseError &&
      error.code === UNIQUE_VIOLATION &&
      error.constraint === 'users_name'
    ) {
      throw errors.userNameTaken(
        quoted(users.length === 1 ? users.map((user) => user.user_name) : [nameIn(error)]),
      )
    }
    throw error
  }
}

async function insert(
  transaction: Transaction<Tables>,
  projectId: string,
  users: readonly NewUser[],
  numbers: ReadonlyMap<string, number>,
): Promise<string[]> {
  const rows = users.map(({ group_ids: groups, user_info_map: info, ...columns }) => ({
    ...columns,
    project_id: projectId,
    id: newId(),
    user_info_map: info === undefined ? null : JSON.stringify(info),
    group_numbers: [...new Set(groups)].map((group) => numbers.get(group) ?? 0),
  }))
  // In one order, whatever the caller's: of two requests with the same names one waits for the other, instead of
  // each for the other.
  const ordered = rows.toSorted((a, b) => (lockOrder(a) < lockOrder(b) ? -1 : 1))
  await transaction.insertInto('users').values(ordered).execute()
  return rows.map(({ id }) => id)
}

const lockOrder = ({ user_name, domain }: { user_name: string; domain: string }) =>
  `${user_name} ${domain}`.toLowerCase()

async function refuseUnknownEnterpriseProjects(
  transaction: Transaction<Tables>,
  accountId: string,
  users: readonly NewUser[],
): Promise<void> {
  const wanted = [...new Set(users.map((user) => user.enterprise_project_id))]
  const found = await transaction
    .selectFrom('enterprise_projects')
    .where('account_id', '=', accountId)
    .where('id', 'in', wanted)
    .select('id')
    .execute()
  const known = new Set(found.map(({ id }) => id))
  const unknown = users
    .filter((user) => !known.has(user.enterprise_project_id))
    .map((user) => `\`${user.enterprise_project_id}\` of user \`${user.user_name}\``)
  if (unknown.length > 0) throw errors.enterpriseProjectUnknown(unknown.join(', '))
}

/** Names that are in the directory already, or twice among the new ones, in the same domain. */
async function refuseTakenNames(
  transaction: Transaction<Tables>,
  projectId: string,
  users: readonly NewUser[],
): Promise<void> {
  const { rows } = await sql<{ user_name: string }>`
    WITH new AS (
      SELECT user_name, lower(user_name COLLATE muster_fold) COLLATE "C" AS name_key,
        lower(domain COLLATE muster_fold) AS domain_key
      FROM unnest(${users.map((user) => user.user_name)}::text[], ${users.map((user) => user.domain)}::text[])
        AS given (user_name, domain)
    )
    SELECT min(user_name) AS user_name FROM new GROUP BY name_key, domain_key
    HAVING count(*) > 1 OR EXISTS (
      SELECT FROM users WHERE users.project_id = ${projectId}
        AND users.user_name_key = new.name_key AND lower(users.domain COLLATE muster_fold) = new.domain_key)
    ORDER BY 1`.execute(transaction)
  if (rows.length > 0) throw errors.userNameTaken(quoted(rows.map((row) => row.user_name)))
}

/** The name in PostgreSQL's `Key (project_id, user_name_key, …)=(p, alice, ) already exists.` */
function nameIn(error: pg.DatabaseError): string {
  return /=\([^,]*, (.*), [^,]*\) /.exec(error.detail ?? '')?.[1] ?? ''
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
