import { NoContent, operation } from '../../../http/operation.ts'
import { addGrant } from '../../../iam/principals/grants.ts'
import { EnterpriseProjectGroupRole, termsOf } from './terms.ts'

/** Grants a role or policy to a group on an enterprise project. */
export const grantToGroupOnEnterpriseProject = operation({
  id: 'AssociateRoleToGroupOnEnterpriseProject',
  tag: 'Identity',
  summary: 'Grant a role or policy to a group on an enterprise project',
  method: 'PUT',
  url: '/v3.0/OS-PERMISSION/enterprise-projects/:enterprise_project_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:grantRoleToGroupOnEnterpriseProject',
  schema: { params: EnterpriseProjectGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await addGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
