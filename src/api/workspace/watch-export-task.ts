import { Type } from 'typebox'

import { type ExportTask, findTask, statusOf } from '../../exports/task.ts'
import { operation } from '../../http/operation.ts'
import { ProjectParams } from '../../http/schemas.ts'
import { taskAnswer } from './export-task.ts'

/** WatchExportTask, ours: a task's progress as server-sent events, until it has ended. */
export const watchExportTask = operation({
  id: 'WatchExportTask',
  tag: 'Export tasks',
  summary: 'Watch an export task',
  description:
    'A stream of events: `task`, with the task as ListExportTasks has it, at once and whenever it changes, or `deleted`. The stream ends after the last one, and after ten minutes or when the server stops: ask again then.',
  method: 'GET',
  url: '/v2/:project_id/export-tasks/:task_id/events',
  access: 'project',
  action: 'workspace:tenants:listExportTasks',
  schema: {
    params: Type.Interface([ProjectParams], { task_id: Type.String({ minLength: 1, maxLength: 255 }) }),
    response: {
      200: Type.Unsafe<unknown>({
        description: 'Events',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      }),
    },
  },
  handler: async ({ database, params, project, caller, services, request, reply }) => {
    const task = await findTask(database, project.id, params.task_id)
    const stream = request.server.eventStreams.open(request, reply, caller)
    if (stream === null) return reply
    let told = ''
    const tell = (now: ExportTask | null) => {
      if (now === null) {
        stream.send('deleted', { task_id: task.id })
        stream.end()
        return
      }
      const answer = taskAnswer(now)
      const isOver = statusOf(now) !== 'CREATING'
      const text = JSON.stringify(answer)
      // Only the newest matters to who is slow, and the last one to everybody.
      if (text === told || (stream.isBehind && !isOver)) return
      told = text
      stream.send('task', answer)
      if (isOver) stream.end()
    }
    const watched = { accountId: project.accountId, projectId: project.id, taskId: task.id }
    tell(task)
    if (statusOf(task) === 'CREATING') stream.whenEnded(services.taskWatch.watch(watched, tell))
    return reply
  },
})
