import { NoContent, operation } from '../../../http/operation.ts'
import { addGrant } from '../../../iam/principals/grants.ts'
import { ProjectGroupRole, termsOf } from './terms.ts'

/** Grants a role or policy to a group on a project; the tokens of its members end. */
export const grantOnProject = operation({
  id: 'KeystoneAssociateGroupWithProjectPermission',
  tag: 'Identity',
  summary: 'Grant a role or policy to a group on a project',
  method: 'PUT',
  url: '/v3/projects/:project_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:grantRoleToGroupOnProject',
  schema: { params: ProjectGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await addGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
