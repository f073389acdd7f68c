import { operation } from '../../../http/operation.ts'
import { countGrants, showPolicy as show } from '../../../iam/principals/policies.ts'
import { RoleAnswer, RoleParams, customRole } from './role.ts'

/** One of the account's own policies. */
export const showPolicy = operation({
  id: 'ShowCustomPolicy',
  tag: 'Identity',
  summary: 'Show one of the account’s own policies',
  method: 'GET',
  url: '/v3.0/OS-ROLE/roles/:role_id',
  access: 'account',
  action: 'iam:roles:getRole',
  schema: { params: RoleParams, response: { 200: RoleAnswer } },
  handler: async ({ params: { role_id: id }, caller, database, request }) => {
    const policy = await show(database, caller.accountId, id)
    const grants = await countGrants(database, caller.accountId)
    return { role: customRole(request, caller.accountId, policy, grants.get(id) ?? 0) }
  },
})
