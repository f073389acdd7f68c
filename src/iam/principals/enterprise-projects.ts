import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { asUuid, newId } from '../../ids.ts'
import { checkDescription, checkName } from './names.ts'
import { withUniqueName } from './unique.ts'

export interface EnterpriseProject {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly created_at: Date
}

const COLUMNS = ['id', 'name', 'description', 'created_at'] as const

/** @throws ApiError parameterInvalid, identityNameTaken */
export async function createEnterpriseProject(
  database: Database,
  accountId: string,
  { name, description = '' }: { name: string; description?: string | undefined },
): Promise<EnterpriseProject> {
  checkName('enterprise project', name)
  checkDescription(description)
  return await withUniqueName('enterprise project', name, () =>
    database
      .insertInto('enterprise_projects')
      .values({ account_id: accountId, id: asUuid(newId()), name, description })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow(),
  )
}

/** An account's enterprise projects, the default one first. */
export async function listEnterpriseProjects(
  database: Database,
  accountId: string,
): Promise<EnterpriseProject[]> {
  return await database
    .selectFrom('enterprise_projects')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
}

/** @throws ApiError identityUnknown */
export async function showEnterpriseProject(
  database: Database,
  accountId: string,
  id: string,
): Promise<EnterpriseProject> {
  const found = await database
    .selectFrom('enterprise_projects')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (found === undefined) throw errors.identityUnknown('enterprise project', id)
  return found
}

/**
 * Gives an enterprise project another name; the default one keeps its own.
 *
 * @throws ApiError parameterInvalid, identityUnknown, identityNameTaken
 */
export async function renameEnterpriseProject(
  database: Database,
  accountId: string,
  id: string,
  name: string,
): Promise<EnterpriseProject> {
  checkName('enterprise project', name)
  const renamed = await withUniqueName('enterprise project', name, () =>
    database
      .updateTable('enterprise_projects')
      .set({ name })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .where('id', '<>', '0')
      .returning(COLUMNS)
      .executeTakeFirst(),
  )
  if (renamed === undefined) throw errors.identityUnknown('enterprise project', id)
  return renamed
}
