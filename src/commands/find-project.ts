import type pg from 'pg'

import { words } from './words.ts'

export interface KnownProject {
  readonly id: string
  readonly name: string
  readonly accountId: string
}

/**
 * The project that a command means: by ID or name, or the only (else the oldest) one.
 *
 * @throws Error naming the projects that there are
 */
export async function findProject(client: pg.ClientBase, given: string | undefined): Promise<KnownProject> {
  const { rows } = await client.query<KnownProject>(
    'SELECT id, name, account_id AS "accountId" FROM projects ORDER BY created_at, id',
  )
  const project = given === undefined ? rows[0] : rows.find(({ id, name }) => id === given || name === given)
  if (project !== undefined) return project
  throw new Error(
    words.cli.projectUnknown(given ?? '', rows.map(({ id, name }) => `${name} (${id})`).join(', ')),
  )
}
