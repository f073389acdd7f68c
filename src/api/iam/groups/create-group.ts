import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { createGroup as create } from '../../../iam/principals/groups.ts'
import { Description, DomainId, Name } from '../fields.ts'
import { requireOwnDomain } from '../own-domain.ts'
import { GroupAnswer, groupAnswer } from './group.ts'

/** Creates a group of IAM users. */
export const createGroup = operation({
  id: 'KeystoneCreateGroup',
  tag: 'Identity',
  summary: 'Create a group of IAM users',
  method: 'POST',
  url: '/v3/groups',
  access: 'account',
  action: 'iam:groups:createGroup',
  schema: {
    body: Type.Object({
      group: Type.Object({
        name: Name('group'),
        description: Type.Optional(Description),
        domain_id: Type.Optional(DomainId),
      }),
    }),
    response: { 201: GroupAnswer },
  },
  handler: async ({ body: { group }, caller, database, request, reply, audit }) => {
    requireOwnDomain(caller, group.domain_id)
    const created = await create(database, caller.accountId, group)
    audit.note({ resources: [created.id], details: { name: created.name } })
    return await reply.code(201).send({ group: groupAnswer(request, caller.accountId, created) })
  },
})
