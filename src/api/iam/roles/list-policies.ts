import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { pageOf, paging } from './paging.ts'
import { Role, customRoles } from './role.ts'

/** The account's own policies. */
export const listPolicies = operation({
  id: 'ListCustomPolicies',
  tag: 'Identity',
  summary: 'List the account’s own policies',
  method: 'GET',
  url: '/v3.0/OS-ROLE/roles',
  access: 'account',
  action: 'iam:roles:listRoles',
  schema: {
    querystring: Type.Object(paging),
    response: {
      200: Type.Object({ links: ListLinks, roles: Type.Array(Role), total_number: Type.Integer() }),
    },
  },
  handler: async ({ query, request, caller, database }) => {
    const roles = await customRoles({ request, caller, database })
    return { links: listLinks(request), roles: pageOf(roles, query), total_number: roles.length }
  },
})
