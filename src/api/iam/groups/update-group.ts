import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { updateGroup as update } from '../../../iam/principals/groups.ts'
import { Description, DomainId, Name } from '../fields.ts'
import { requireOwnDomain } from '../own-domain.ts'
import { GroupAnswer, GroupParams, groupAnswer } from './group.ts'

/** Changes the name or the description of a group of IAM users. */
export const updateGroup = operation({
  id: 'KeystoneUpdateGroup',
  tag: 'Identity',
  summary: 'Change a group of IAM users',
  description: 'What is not given stays.',
  method: 'PATCH',
  url: '/v3/groups/:group_id',
  access: 'account',
  action: 'iam:groups:updateGroup',
  schema: {
    params: GroupParams,
    body: Type.Object({
      group: Type.Object({
        name: Type.Optional(Name('group')),
        description: Type.Optional(Description),
        domain_id: Type.Optional(DomainId),
      }),
    }),
    response: { 200: GroupAnswer },
  },
  handler: async ({ params, body: { group }, caller, database, request }) => {
    requireOwnDomain(caller, group.domain_id)
    const changed = await update(database, caller.accountId, params.group_id, group)
    return { group: groupAnswer(request, caller.accountId, changed) }
  },
})
