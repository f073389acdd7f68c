import { Type } from 'typebox'

import { deleteUsers } from '../../directory/delete-users.ts'
import { NoContent, operation } from '../../http/operation.ts'
import { ProjectParams } from '../../http/schemas.ts'

/** BatchDeleteUser: all or none, and the error names each that stands in the way (contract, workspace.md section 3). */
export const batchDeleteUsers = operation({
  id: 'BatchDeleteUser',
  tag: 'Users',
  summary: 'Delete desktop users, all or none',
  description: 'Refused while one of them owns a desktop.',
  method: 'POST',
  url: '/v2/:project_id/users/batch-delete',
  access: 'project',
  action: 'workspace:users:batchDelete',
  schema: {
    params: ProjectParams,
    body: Type.Object({
      user_ids: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { minItems: 1, maxItems: 100 }),
    }),
    response: { 204: NoContent },
  },
  handler: async ({ database, permission, body, project, reply, audit }) => {
    audit.note({ resources: body.user_ids })
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    await deleteUsers(database, project.id, body.user_ids, scope)
    return await reply.code(204).send()
  },
})
