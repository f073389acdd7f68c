import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { listGroups as list } from '../../../iam/principals/groups.ts'
import { DomainId, NameFilter } from '../fields.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { requireOwnDomain } from '../own-domain.ts'
import { Group, groupAnswer } from './group.ts'

/** The account's groups of IAM users. */
export const listGroups = operation({
  id: 'KeystoneListGroups',
  tag: 'Identity',
  summary: 'List groups of IAM users',
  method: 'GET',
  url: '/v3/groups',
  access: 'account',
  action: 'iam:groups:listGroups',
  schema: {
    querystring: Type.Object({ domain_id: Type.Optional(DomainId), name: NameFilter }),
    response: { 200: Type.Object({ links: ListLinks, groups: Type.Array(Group) }) },
  },
  handler: async ({ query, caller, database, request }) => {
    requireOwnDomain(caller, query.domain_id)
    const groups = await list(database, caller.accountId, query.name)
    return {
      links: listLinks(request),
      groups: groups.map((group) => groupAnswer(request, caller.accountId, group)),
    }
  },
})
