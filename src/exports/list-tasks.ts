import { type SqlBool, sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import type { ExportTask, TaskStatus } from './task.ts'

/** Which of a project's tasks are meant. */
export interface TaskFilter {
  task_id?: string | undefined
  /** Substring of the file name. */
  file_name?: string | undefined
  status?: TaskStatus | undefined
  is_download?: boolean | undefined
  /** That the task was narrowed to. */
  enterprise_project_id?: string | undefined
}

/** One page of a project's tasks by the time of their making, and how many there are in all. */
export async function listTasks(
  database: Database,
  projectId: string,
  query: { filter: TaskFilter; descending: boolean; offset: number; limit: number },
): Promise<{ count: number; tasks: ExportTask[] }> {
  const { filter } = query
  let tasks = database.selectFrom('export_tasks').where('project_id', '=', projectId)
  if (filter.task_id !== undefined) tasks = tasks.where('id', '=', filter.task_id)
  if (filter.file_name !== undefined) {
    tasks = tasks.where(sql<SqlBool>`position(${filter.file_name} in file_name) > 0`)
  }
  if (filter.status !== undefined) tasks = tasks.where(sql<SqlBool>`${shownStatus} = ${filter.status}`)
  if (filter.is_download !== undefined) {
    tasks = tasks.where('download_count', filter.is_download ? '>' : '=', 0)
  }
  if (filter.enterprise_project_id !== undefined) {
    tasks = tasks.where(sql<SqlBool>`filter ->> 'enterprise_project_id' = ${filter.enterprise_project_id}`)
  }
  const direction = query.descending ? 'desc' : 'asc'
  const count = tasks.select((row) => row.fn.countAll<number>().as('count'))
  // Who waits for an export asks here again and again: one statement, and a second where the page is past the end.
  const page = await tasks
    .selectAll()
    .select(count.as('matching'))
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .offset(query.offset)
    .limit(query.limit)
    .execute()
  const [first] = page
  if (first === undefined) return { ...(await count.executeTakeFirstOrThrow()), tasks: [] }
  return { count: first.matching ?? 0, tasks: page }
}

const shownStatus = sql`CASE WHEN status = 'SUCCESS' AND expires_at <= clock_timestamp() THEN 'EXPIRED' ELSE status END`
