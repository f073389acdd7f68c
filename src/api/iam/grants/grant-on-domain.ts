import { NoContent, operation } from '../../../http/operation.ts'
import { addGrant } from '../../../iam/principals/grants.ts'
import { DomainGroupRole, termsOf } from './terms.ts'

/** Grants a role or policy to a group on the account; the tokens of its members end. */
export const grantOnDomain = operation({
  id: 'KeystoneAssociateGroupWithDomainPermission',
  tag: 'Identity',
  summary: 'Grant a role or policy to a group on the account',
  method: 'PUT',
  url: '/v3/domains/:domain_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:grantRoleToGroupOnDomain',
  schema: { params: DomainGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await addGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
