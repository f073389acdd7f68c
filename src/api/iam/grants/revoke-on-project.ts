import { NoContent, operation } from '../../../http/operation.ts'
import { removeGrant } from '../../../iam/principals/grants.ts'
import { ProjectGroupRole, termsOf } from './terms.ts'

/** Takes back what a group was granted on a project; the tokens of its members end. */
export const revokeOnProject = operation({
  id: 'KeystoneRemoveProjectPermissionFromGroup',
  tag: 'Identity',
  summary: 'Take back a grant to a group on a project',
  method: 'DELETE',
  url: '/v3/projects/:project_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:revokeRoleFromGroupOnProject',
  schema: { params: ProjectGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await removeGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
