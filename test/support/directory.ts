import { after } from 'node:test'

import type { Insertable } from 'kysely'
import type pg from 'pg'

import { type Database, connectDatabase } from '../../src/database/connect.ts'
import type { Tables } from '../../src/database/tables.ts'
import { newId } from '../../src/ids.ts'
import { cloneDatabase } from './database.ts'
import { testLog } from './log.ts'
import { credentials } from './settings.ts'

/** A clone of the template database, with the first account in it, for the tests of one file. */
export interface TestDirectory {
  readonly url: string
  /** As the owner of the tables, a superuser: row-level security does not hold here. */
  readonly database: Database
  readonly pool: pg.Pool
  readonly project: { readonly id: string; readonly name: string; readonly accountId: string }
  /** Inserts users with what matters to a test; the rest is as the table has it. */
  addUsers(...users: readonly Partial<Insertable<Tables['users']>>[]): Promise<void>
}

/** Call at the top of a file: what is opened here is closed after the file's last test. */
export async function openTestDirectory(): Promise<TestDirectory> {
  const clone = await cloneDatabase()
  const { database, pool } = connectDatabase(clone.url, { connections: 8, log: testLog })
  after(async () => {
    await pool.end()
    await clone.drop()
  })
  const { id, name, account_id } = await database
    .selectFrom('projects')
    .select(['id', 'name', 'account_id'])
    .where('id', '=', credentials.project_id)
    .executeTakeFirstOrThrow()
  return {
    url: clone.url,
    database,
    pool,
    project: { id, name, accountId: account_id },
    addUsers: async (...users) => {
      const rows = users.map((user) => {
        const key = newId()
        return { project_id: id, id: key, user_name: key, ...user }
      })
      await database.insertInto('users').values(rows).execute()
    },
  }
}
