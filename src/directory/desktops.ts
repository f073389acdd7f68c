import { type SqlBool, sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'

/** The numbers of desktops that the directory keeps of a user; desktops themselves are kept elsewhere. */
export interface DesktopNumbers {
  readonly id: string
  readonly user_name: string
  readonly domain: string
  readonly total_desktops: number
  readonly share_space_subscription: boolean
  readonly share_space_desktops: number
}

const COLUMNS = [
  'id',
  'user_name',
  'domain',
  'total_desktops',
  'share_space_subscription',
  'share_space_desktops',
] as const

/**
 * A user of a project by its ID, or by its name in a domain, ignoring case.
 *
 * @throws ApiError userUnknown
 */
export async function desktopNumbers(
  database: Database,
  projectId: string,
  user: { idOrName: string; domain: string },
): Promise<DesktopNumbers> {
  const byName = sql<SqlBool>`user_name_key = lower(${user.idOrName} COLLATE muster_fold) COLLATE "C"
    AND lower(domain COLLATE muster_fold) = lower(${user.domain} COLLATE muster_fold)`
  const found = await database
    .selectFrom('users')
    .select(COLUMNS)
    .where('project_id', '=', projectId)
    .where((row) => row.or([row('id', '=', user.idOrName), byName]))
    // An ID before a name that looks like one.
    .orderBy((row) => row('id', '=', user.idOrName), 'desc')
    .executeTakeFirst()
  if (found === undefined) throw errors.userUnknown(`\`${user.idOrName}\``)
  return found
}

/**
 * Sets numbers of a user's desktops; what is absent stays.
 *
 * @throws ApiError userUnknown
 */
export async function setDesktopNumbers(
  database: Database,
  projectId: string,
  id: string,
  numbers: {
    readonly total_desktops?: number | undefined
    readonly share_space_subscription?: boolean | undefined
    readonly share_space_desktops?: number | undefined
  },
): Promise<DesktopNumbers> {
  const changed = await database
    .updateTable('users')
    .set({ ...numbers, updated_at: sql<Date>`clock_timestamp()` })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirst()
  if (changed === undefined) throw errors.userUnknown(`\`${id}\``)
  return changed
}
