import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { createUser as create } from '../../../iam/principals/users.ts'
import { Description, DomainId, Name } from '../fields.ts'
import { requireOwnDomain } from '../own-domain.ts'
import { Email, Password, UserAnswer, userAnswer } from './user.ts'

/** Creates an IAM user (contract, iam.md section 3). */
export const createUser = operation({
  id: 'CreateUser',
  tag: 'Identity',
  summary: 'Create an IAM user',
  description:
    'It may do nothing before it, or a group that it is in, is granted something. Without a password it cannot sign in, only sign with access keys.',
  method: 'POST',
  url: '/v3.0/OS-USER/users',
  access: 'account',
  action: 'iam:users:createUser',
  schema: {
    body: Type.Object({
      user: Type.Object({
        name: Name('user'),
        domain_id: Type.Optional(DomainId),
        password: Type.Optional(Password),
        email: Type.Optional(Email),
        description: Type.Optional(Description),
        enabled: Type.Optional(Type.Boolean()),
      }),
    }),
    response: { 201: UserAnswer },
  },
  handler: async ({ body, caller, database, request, reply, audit }) => {
    const { domain_id: domainId, ...user } = body.user
    requireOwnDomain(caller, domainId)
    const created = await create(database, caller.accountId, user)
    audit.note({ resources: [created.id], details: { name: created.name } })
    return await reply.code(201).send({ user: userAnswer(request, caller.accountId, created) })
  },
})
