import { Type } from 'typebox'

import { createUsers } from '../../directory/create-users.ts'
import { operation } from '../../http/operation.ts'
import { ProjectParams } from '../../http/schemas.ts'
import { NewUserBody, newUserOf } from './new-user.ts'

/** BatchCreateUsers: all or none, and the error names each bad item (contract, workspace.md section 3). */
export const batchCreateUsers = operation({
  id: 'BatchCreateUsers',
  tag: 'Users',
  summary: 'Create desktop users, all or none',
  method: 'POST',
  url: '/v2/:project_id/users/batch-create',
  access: 'project',
  action: 'workspace:users:batchCreate',
  schema: {
    params: ProjectParams,
    body: Type.Object({ users: Type.Array(NewUserBody, { minItems: 1, maxItems: 200 }) }),
    response: { 200: Type.Null() },
  },
  handler: async ({ database, permission, body, project, reply, audit }) => {
    audit.note({ details: { user_names: body.users.map((user) => user.user_name) } })
    for (const id of new Set(body.users.map((user) => user.enterprise_project_id))) {
      await permission.requireEnterpriseProject(id)
    }
    audit.note({ resources: await createUsers(database, project, body.users.map(newUserOf)) })
    return await reply.code(200).send()
  },
})
