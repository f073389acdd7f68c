import { Type } from 'typebox'

import { createUsers } from '../../directory/create-users.ts'
import { operation } from '../../http/operation.ts'
import { ProjectParams } from '../../http/schemas.ts'
import { NewUserBody, newUserOf } from './new-user.ts'

/** CreateDesktopUser (contract, workspace.md section 3). */
export const createDesktopUser = operation({
  id: 'CreateDesktopUser',
  tag: 'Users',
  summary: 'Create a desktop user',
  method: 'POST',
  url: '/v2/:project_id/users',
  access: 'project',
  action: 'workspace:users:create',
  schema: {
    params: ProjectParams,
    body: NewUserBody,
    response: { 201: Type.Object({ id: Type.String() }) },
  },
  handler: async ({ database, permission, body, project, reply, audit }) => {
    audit.note({ details: { user_names: [body.user_name] } })
    await permission.requireEnterpriseProject(body.enterprise_project_id)
    const [id = ''] = await createUsers(database, project, [newUserOf(body)])
    audit.note({ resources: [id] })
    return await reply.code(201).send({ id })
  },
})
