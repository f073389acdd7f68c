import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { createPolicy as create } from '../../../iam/principals/policies.ts'
import { RoleAnswer, customRole, roleFields } from './role.ts'

/** Creates a policy of the account's own. */
export const createPolicy = operation({
  id: 'CreateCloudServiceCustomPolicy',
  tag: 'Identity',
  summary: 'Create a policy',
  description: 'It does nothing before it is granted. Its name is none of a system role or policy.',
  method: 'POST',
  url: '/v3.0/OS-ROLE/roles',
  access: 'account',
  action: 'iam:roles:createRole',
  schema: {
    body: Type.Object({ role: Type.Object(roleFields) }),
    response: { 201: RoleAnswer },
  },
  handler: async ({ body: { role }, caller, database, request, reply, audit }) => {
    const policy = await create(database, caller.accountId, {
      name: role.display_name,
      description: role.description,
      document: role.policy,
    })
    audit.note({ resources: [policy.id], details: { name: policy.name } })
    return await reply.code(201).send({ role: customRole(request, caller.accountId, policy, 0) })
  },
})
