import type { Insertable } from 'kysely'

import type { Tables } from '../../src/database/tables.ts'
import { newId } from '../../src/ids.ts'
import type { TestDirectory } from './directory.ts'

/** Inserts an export task with what matters to a test; no job is ordered. Returns its ID. */
export async function addTask(
  { database, project }: TestDirectory,
  task: Partial<Insertable<Tables['export_tasks']>> = {},
): Promise<string> {
  const id = newId()
  await database
    .insertInto('export_tasks')
    .values({
      project_id: project.id,
      id,
      account_id: project.accountId,
      task_type: 'USERS',
      language: 'en_US',
      filter: '{}',
      scope: '{"enterprise_project_ids":null}',
      created_by: 'acme/admin',
      created_by_id: 'admin',
      file_name: `users-local-${id}.xlsx`,
      ...task,
    })
    .execute()
  return task.id ?? id
}

/** A task's row. */
export const taskOf = ({ database }: TestDirectory, id: string) =>
  database.selectFrom('export_tasks').selectAll().where('id', '=', id).executeTakeFirst()
