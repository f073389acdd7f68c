import { NoContent, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { addGrant } from '../../../iam/principals/grants.ts'
import { EnterpriseProjectUserRole, termsOf } from './terms.ts'

/** Grants a role or policy to an IAM user on an enterprise project. */
export const grantToUserOnEnterpriseProject = operation({
  id: 'AssociateRoleToUserOnEnterpriseProject',
  tag: 'Identity',
  summary: 'Grant a role or policy to an IAM user on an enterprise project',
  method: 'PUT',
  url: '/v3.0/OS-PERMISSION/enterprise-projects/:enterprise_project_id/users/:user_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:grantRoleToUserOnEnterpriseProject',
  schema: { params: EnterpriseProjectUserRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await protectAccountUser(database, caller, params.user_id)
    await addGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
