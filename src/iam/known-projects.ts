import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'

/** A project, whosever it is. */
export interface KnownProject {
  readonly id: string
  readonly name: string
  readonly accountId: string
}

/** Many more than a server has; what is asked for does not fill the memory. */
const MOST = 10_000

/**
 * The projects that this process has met. A project is never renamed, given away or deleted, so that what was read once
 * holds for ever: each request is spared one statement of the three that it takes to know who calls and where (a third of
 * the cost of authentication). What was not found is asked for again: it may be made meanwhile.
 */
export class KnownProjects {
  readonly #database: Database
  readonly #known = new Map<string, KnownProject>()

  constructor(database: Database) {
    this.#database = database
  }

  /** The project of an ID; undefined: there is none. */
  async find(id: string): Promise<KnownProject | undefined> {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    // PostgreSQL has no text with U+0000, and so no project of that name.
    if (id.includes('\0')) return undefined
    const { rows } = await sql<{ id: string; name: string; account_id: string }>`
      SELECT * FROM project_presented(${id})`.execute(this.#database)
    const [row] = rows
    if (row === undefined) return undefined
    const project = { id: row.id, name: row.name, accountId: row.account_id }
    if (this.#known.size >= MOST) this.#known.clear()
    this.#known.set(id, project)
    return project
  }
}
