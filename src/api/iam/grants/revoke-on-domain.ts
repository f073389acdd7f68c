import { NoContent, operation } from '../../../http/operation.ts'
import { removeGrant } from '../../../iam/principals/grants.ts'
import { DomainGroupRole, termsOf } from './terms.ts'

/** Takes back what a group was granted on the account; the tokens of its members end. */
export const revokeOnDomain = operation({
  id: 'KeystoneRemoveDomainPermissionFromGroup',
  tag: 'Identity',
  summary: 'Take back a grant to a group on the account',
  method: 'DELETE',
  url: '/v3/domains/:domain_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:revokeRoleFromGroupOnDomain',
  schema: { params: DomainGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await removeGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
