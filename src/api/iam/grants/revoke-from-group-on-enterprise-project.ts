import { NoContent, operation } from '../../../http/operation.ts'
import { removeGrant } from '../../../iam/principals/grants.ts'
import { EnterpriseProjectGroupRole, termsOf } from './terms.ts'

/** Takes back what a group was granted on an enterprise project. */
export const revokeFromGroupOnEnterpriseProject = operation({
  id: 'RevokeRoleFromGroupOnEnterpriseProject',
  tag: 'Identity',
  summary: 'Take back a grant to a group on an enterprise project',
  method: 'DELETE',
  url: '/v3.0/OS-PERMISSION/enterprise-projects/:enterprise_project_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:revokeRoleFromGroupOnEnterpriseProject',
  schema: { params: EnterpriseProjectGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await removeGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
