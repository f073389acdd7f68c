import { Type } from 'typebox'

import { MEMBER_ACTIONS, changeMembers } from '../../../directory/group-members.ts'
import { NoContent, operation } from '../../../http/operation.ts'
import { Enum } from '../../../http/schemas.ts'
import { GroupParams } from './fields.ts'

/** RunActionsOnGroup (contract, workspace.md section 4). */
export const runActionsOnGroup = operation({
  id: 'RunActionsOnGroup',
  tag: 'User groups',
  summary: 'Add users to a user group or remove them, all or none',
  description: 'Who is in it already, or is not, stays so.',
  method: 'POST',
  url: '/v2/:project_id/groups/:group_id/actions',
  access: 'project',
  action: 'workspace:userGroups:operate',
  schema: {
    params: GroupParams,
    body: Type.Object({
      op_type: Enum(MEMBER_ACTIONS),
      user_ids: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { minItems: 1, maxItems: 50 }),
    }),
    response: { 204: NoContent },
  },
  handler: async ({ database, permission, params, body, project, reply, audit }) => {
    audit.note({ resources: body.user_ids, details: { op_type: body.op_type } })
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    await changeMembers(database, project.id, params.group_id, body.op_type, body.user_ids, scope)
    return await reply.code(204).send()
  },
})
