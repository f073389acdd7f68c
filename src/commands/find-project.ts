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
  const rows = await allProjects(client)
  const project = given === undefined ? rows[0] : rows.find(({ id, name }) => id === given || name === given)
  if (project !== undefined) return project
  throw new Error(
    words.cli.projectUnknown(given ?? '', rows.map(({ id, name }) => `${name} (${id})`).join(', ')),
  )
}

/** The projects of all accounts, oldest first; each account's are seen by that account only. */
async function allProjects(client: pg.ClientBase): Promise<KnownProject[]> {
  await client.query("SELECT set_config('muster.maintenance', 'on', false)")
  const { rows: accounts } = await client.query<{ id: string }>(
    'SELECT id FROM accounts ORDER BY created_at, id',
  )
  await client.query("SELECT set_config('muster.maintenance', '', false)")
  const found: KnownProject[] = []
  for (const account of accounts) {
    await client.query("SELECT set_config('muster.account_id', $1, false)", [account.id])
    const { rows } = await client.query<KnownProject>(
      `SELECT id, name, account_id AS "accountId" FROM projects WHERE account_id = $1 ORDER BY created_at, id`,
      [account.id],
    )
    found.push(...rows)
  }
  await client.query("SELECT set_config('muster.account_id', '', false)")
  return found
}
