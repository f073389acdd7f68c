import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { countGrants, updatePolicy as update } from '../../../iam/principals/policies.ts'
import { RoleAnswer, RoleParams, customRole, roleFields } from './role.ts'

/** Changes a policy of the account's own; it counts at once for all that have it. */
export const updatePolicy = operation({
  id: 'UpdateCloudServiceCustomPolicy',
  tag: 'Identity',
  summary: 'Change a policy',
  description: 'What is not given stays. It counts at once, and the tokens of all that have it end.',
  method: 'PATCH',
  url: '/v3.0/OS-ROLE/roles/:role_id',
  access: 'account',
  action: 'iam:roles:updateRole',
  schema: {
    params: RoleParams,
    body: Type.Object({ role: Type.Partial(Type.Object(roleFields)) }),
    response: { 200: RoleAnswer },
  },
  handler: async ({ params: { role_id: id }, body: { role }, caller, database, request }) => {
    const policy = await update(database, caller.accountId, id, {
      ...(role.display_name === undefined ? {} : { name: role.display_name }),
      description: role.description,
      ...(role.policy === undefined ? {} : { document: role.policy }),
    })
    const grants = await countGrants(database, caller.accountId)
    return { role: customRole(request, caller.accountId, policy, grants.get(id) ?? 0) }
  },
})
