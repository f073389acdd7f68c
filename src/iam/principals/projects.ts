import type { Database } from '../../database/connect.ts'
import { newId } from '../../ids.ts'
import { checkName } from './names.ts'
import { withUniqueName } from './unique.ts'

export interface IamProject {
  readonly id: string
  readonly name: string
  readonly created_at: Date
}

const COLUMNS = ['id', 'name', 'created_at'] as const

/** @throws ApiError parameterInvalid, identityNameTaken */
export async function createProject(
  database: Database,
  accountId: string,
  name: string,
): Promise<IamProject> {
  checkName('project', name)
  return await withUniqueName('project', name, () =>
    database
      .insertInto('projects')
      .values({ id: newId(), account_id: accountId, name })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow(),
  )
}

/** An account's projects, oldest first. */
export async function listProjects(database: Database, accountId: string): Promise<IamProject[]> {
  return await database
    .selectFrom('projects')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
