import { Type } from 'typebox'

import { listTasks } from '../../exports/list-tasks.ts'
import { operation } from '../../http/operation.ts'
import { Enum, Offset, ProjectParams } from '../../http/schemas.ts'
import { TaskAnswer, taskAnswer } from './export-task.ts'

/** ListExportTasks (contract, workspace.md section 2). */
export const listExportTasks = operation({
  id: 'ListExportTasks',
  tag: 'Export tasks',
  summary: 'List export tasks',
  method: 'GET',
  url: '/v2/:project_id/export-tasks',
  access: 'project',
  action: 'workspace:tenants:listExportTasks',
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      task_id: Type.Optional(Type.String({ maxLength: 64 })),
      file_name: Type.Optional(Type.String({ maxLength: 512, description: 'Substring of the file name' })),
      status: Type.Optional(Enum(['CREATING', 'SUCCESS', 'FAIL', 'EXPIRED'])),
      is_download: Type.Optional(Type.Boolean({ description: 'Absent: downloaded or not' })),
      enterprise_project_id: Type.Optional(
        Type.String({ maxLength: 255, description: 'Only exports that were narrowed to it, ours' }),
      ),
      sort_field: Enum(['create_time'], { default: 'create_time' }),
      sort_type: Enum(['ASC', 'DESC'], { default: 'ASC' }),
      offset: Offset,
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    }),
    response: { 200: Type.Object({ export_tasks: Type.Array(TaskAnswer), count: Type.Integer() }) },
  },
  handler: async ({ database, query, project }) => {
    const { sort_type, sort_field: _, offset, limit, ...filter } = query
    const { count, tasks } = await listTasks(database, project.id, {
      filter,
      descending: sort_type === 'DESC',
      offset,
      limit,
    })
    return { export_tasks: tasks.map(taskAnswer), count }
  },
})
