import { deleteUsers } from '../../directory/delete-users.ts'
import { NoContent, operation } from '../../http/operation.ts'
import { UserParams } from './user-params.ts'

/** DeleteUser (contract, workspace.md section 3). */
export const deleteUser = operation({
  id: 'DeleteUser',
  tag: 'Users',
  summary: 'Delete a desktop user',
  description: 'Refused while the user owns a desktop.',
  method: 'DELETE',
  url: '/v2/:project_id/users/:user_id',
  access: 'project',
  action: 'workspace:users:delete',
  schema: { params: UserParams, response: { 204: NoContent } },
  handler: async ({ database, permission, params, project, reply }) => {
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    await deleteUsers(database, project.id, [params.user_id], scope)
    return await reply.code(204).send()
  },
})
