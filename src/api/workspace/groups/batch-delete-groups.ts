import { Type } from 'typebox'

import { deleteGroups } from '../../../directory/groups.ts'
import { NoContent, operation } from '../../../http/operation.ts'
import { ProjectParams } from '../../../http/schemas.ts'

/** BatchDeleteUserGroups: all or none, and the error names each unknown one (contract, workspace.md section 4). */
export const batchDeleteUserGroups = operation({
  id: 'BatchDeleteUserGroups',
  tag: 'User groups',
  summary: 'Delete user groups, all or none',
  description: 'Their members stay.',
  method: 'POST',
  url: '/v2/:project_id/groups/batch-delete',
  access: 'project',
  action: 'workspace:userGroups:batchDelete',
  inEnterpriseProjects: false,
  schema: {
    params: ProjectParams,
    body: Type.Object({
      group_ids: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { minItems: 1, maxItems: 100 }),
    }),
    response: { 204: NoContent },
  },
  handler: async ({ database, body, project, reply, audit }) => {
    audit.note({ resources: body.group_ids })
    await deleteGroups(database, project.id, body.group_ids)
    return await reply.code(204).send()
  },
})
