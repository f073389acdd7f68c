import { Type } from 'typebox'

import { createGroup } from '../../../directory/groups.ts'
import { operation } from '../../../http/operation.ts'
import { Enum, ProjectParams } from '../../../http/schemas.ts'
import { GroupDescription, GroupName } from './fields.ts'

/** CreateUserGroup (contract, workspace.md section 4). */
export const createUserGroup = operation({
  id: 'CreateUserGroup',
  tag: 'User groups',
  summary: 'Create a user group',
  method: 'POST',
  url: '/v2/:project_id/groups',
  access: 'project',
  action: 'workspace:userGroups:create',
  inEnterpriseProjects: false,
  schema: {
    params: ProjectParams,
    body: Type.Object({
      group_name: GroupName,
      platform_type: Enum(['AD', 'LOCAL']),
      description: Type.Optional(GroupDescription),
    }),
    response: { 201: Type.Null() },
  },
  handler: async ({ database, body, project, reply, audit }) => {
    const { group_name: name, platform_type, description = '' } = body
    audit.note({ details: { group_name: name } })
    const id = await createGroup(database, project.id, { name, platform_type, description })
    audit.note({ resources: [id] })
    return await reply.code(201).send()
  },
})
