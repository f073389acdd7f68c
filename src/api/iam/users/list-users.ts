import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { listUsers } from '../../../iam/principals/users.ts'
import { DomainId, NameFilter } from '../fields.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { requireOwnDomain } from '../own-domain.ts'
import { User, userAnswer } from './user.ts'

/** The account's IAM users, itself among them. */
export const listIamUsers = operation({
  id: 'KeystoneListUsers',
  tag: 'Identity',
  summary: 'List IAM users',
  method: 'GET',
  url: '/v3/users',
  access: 'account',
  action: 'iam:users:listUsers',
  schema: {
    querystring: Type.Object({
      domain_id: Type.Optional(DomainId),
      name: NameFilter,
      enabled: Type.Optional(Type.Boolean()),
    }),
    response: { 200: Type.Object({ links: ListLinks, users: Type.Array(User) }) },
  },
  handler: async ({ query: { domain_id: domainId, ...filter }, caller, database, request }) => {
    requireOwnDomain(caller, domainId)
    const users = await listUsers(database, caller.accountId, filter)
    return {
      links: listLinks(request),
      users: users.map((user) => userAnswer(request, caller.accountId, user)),
    }
  },
})
