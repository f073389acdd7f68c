import { Type } from 'typebox'

import { deleteTasks } from '../../exports/task.ts'
import { operation } from '../../http/operation.ts'
import { Enum, ProjectParams } from '../../http/schemas.ts'

/** DeleteExportTasks: deletes records and files, and so cancels what runs (contract, workspace.md section 2). */
export const deleteExportTasks = operation({
  id: 'DeleteExportTasks',
  tag: 'Export tasks',
  summary: 'Delete export tasks and their files',
  description: 'A task that is running is cancelled. IDs that do not exist are passed over.',
  method: 'POST',
  url: '/v2/:project_id/export-tasks/batch-delete',
  access: 'project',
  action: 'workspace:tenants:deleteExportTasks',
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      status: Type.Optional(
        Enum(['CREATING'], {
          description: 'Ours: only tasks that have not ended; what ends meanwhile is kept with its file',
        }),
      ),
    }),
    body: Type.Object({
      task_ids: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        minItems: 1,
        maxItems: 200,
        uniqueItems: true,
      }),
    }),
    response: { 200: Type.Null() },
  },
  handler: async ({ database, query, body, project, services, reply, audit }) => {
    const keys = await deleteTasks(database, project.id, body.task_ids, audit.handOver(), {
      onlyUnfinished: query.status !== undefined,
    })
    // A file that cannot be deleted now is an orphan, and swept.
    await Promise.allSettled(keys.map((key) => services.store.delete(key)))
    return await reply.code(200).send()
  },
})
