import { NoContent, operation } from '../../../http/operation.ts'
import { requireGrant } from '../../../iam/principals/grants.ts'
import { DomainGroupRole, termsOf } from './terms.ts'

/** Whether a group was granted a role or policy on the account: 204, or 404. */
export const checkOnDomain = operation({
  id: 'KeystoneCheckDomainPermissionForGroup',
  tag: 'Identity',
  summary: 'Ask whether a group has a role or policy on the account',
  method: 'HEAD',
  url: '/v3/domains/:domain_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:checkRoleForGroupOnDomain',
  schema: { params: DomainGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await requireGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
