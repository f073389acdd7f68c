import { operation } from '../../../http/operation.ts'
import { systemPolicies } from '../../../iam/policy/system-policies.ts'
import { countGrants, showPolicy } from '../../../iam/principals/policies.ts'
import { RoleAnswer, RoleParams, customRole, systemRole } from './role.ts'

/** One role or policy, of the system or of the account's own. */
export const showPermission = operation({
  id: 'KeystoneShowPermission',
  tag: 'Identity',
  summary: 'Show a role or policy',
  method: 'GET',
  url: '/v3/roles/:role_id',
  access: 'account',
  action: 'iam:roles:getRole',
  schema: { params: RoleParams, response: { 200: RoleAnswer } },
  handler: async ({ params: { role_id: id }, caller, database, request }) => {
    const system = systemPolicies.find((policy) => policy.id === id)
    if (system !== undefined) return { role: systemRole(request, system) }
    const policy = await showPolicy(database, caller.accountId, id)
    const grants = await countGrants(database, caller.accountId)
    return { role: customRole(request, caller.accountId, policy, grants.get(id) ?? 0) }
  },
})
