import { NoContent, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { removeGrant } from '../../../iam/principals/grants.ts'
import { EnterpriseProjectUserRole, termsOf } from './terms.ts'

/** Takes back what an IAM user was granted on an enterprise project. */
export const revokeFromUserOnEnterpriseProject = operation({
  id: 'RevokeRoleFromUserOnEnterpriseProject',
  tag: 'Identity',
  summary: 'Take back a grant to an IAM user on an enterprise project',
  method: 'DELETE',
  url: '/v3.0/OS-PERMISSION/enterprise-projects/:enterprise_project_id/users/:user_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:revokeRoleFromUserOnEnterpriseProject',
  schema: { params: EnterpriseProjectUserRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await protectAccountUser(database, caller, params.user_id)
    await removeGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
