import { Type } from 'typebox'

import { updateGroup } from '../../../directory/groups.ts'
import { operation } from '../../../http/operation.ts'
import { GroupDescription, GroupName, GroupParams } from './fields.ts'

/** UpdateUserGroup (contract, workspace.md section 4). */
export const updateUserGroup = operation({
  id: 'UpdateUserGroup',
  tag: 'User groups',
  summary: 'Change a user group',
  description: 'What is not given stays. A user group of an AD domain cannot be renamed.',
  method: 'PUT',
  url: '/v2/:project_id/groups/:group_id',
  access: 'project',
  action: 'workspace:userGroups:update',
  inEnterpriseProjects: false,
  bodyOptional: true,
  schema: {
    params: GroupParams,
    body: Type.Object({
      group_name: Type.Optional(GroupName),
      description: Type.Optional(GroupDescription),
    }),
    response: { 200: Type.Null() },
  },
  handler: async ({ database, params, body, project, reply, audit }) => {
    audit.note({ details: { fields: Object.keys(body) } })
    const { group_name: name, description } = body
    await updateGroup(database, project.id, params.group_id, { name, description })
    return await reply.code(200).send()
  },
})
