import { Type } from 'typebox'

import { USER_ACTIONS, actOnUser } from '../../directory/user-actions.ts'
import { NoContent, operation } from '../../http/operation.ts'
import { Enum } from '../../http/schemas.ts'
import { UserParams } from './user-params.ts'

/** ChangeUserStatus (contract, workspace.md section 3). */
export const changeUserStatus = operation({
  id: 'ChangeUserStatus',
  tag: 'Users',
  summary: 'Lock or unlock a desktop user, or reset its password',
  method: 'POST',
  url: '/v2/:project_id/users/:user_id/actions',
  access: 'project',
  action: 'workspace:users:operate',
  schema: {
    params: UserParams,
    body: Type.Object({
      op_type: Enum(USER_ACTIONS, { description: '`RESET_PWD`: the next login must change the password' }),
    }),
    response: { 204: NoContent },
  },
  handler: async ({ database, permission, params, body, project, reply, audit }) => {
    audit.note({ details: { op_type: body.op_type } })
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    await actOnUser(database, project.id, params.user_id, scope, body.op_type)
    return await reply.code(204).send()
  },
})
