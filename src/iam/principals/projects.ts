import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { findProject } from '../project.ts'
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

/** @throws ApiError identityUnknown */
export async function showProject(
  database: Database,
  accountId: string,
  id: string,
): Promise<{ id: string; name: string }> {
  const project = await findProject(database, accountId, { id })
  if (project === undefined) throw errors.identityUnknown('project', id)
  return project
}
