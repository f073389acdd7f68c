import { deleteGroups } from '../../../directory/groups.ts'
import { NoContent, operation } from '../../../http/operation.ts'
import { GroupParams } from './fields.ts'

/** DeleteUserGroup (contract, workspace.md section 4). */
export const deleteUserGroup = operation({
  id: 'DeleteUserGroup',
  tag: 'User groups',
  summary: 'Delete a user group',
  description: 'Its members stay.',
  method: 'DELETE',
  url: '/v2/:project_id/groups/:group_id',
  access: 'project',
  action: 'workspace:userGroups:delete',
  inEnterpriseProjects: false,
  schema: { params: GroupParams, response: { 204: NoContent } },
  handler: async ({ database, params, project, reply }) => {
    await deleteGroups(database, project.id, [params.group_id])
    return await reply.code(204).send()
  },
})
