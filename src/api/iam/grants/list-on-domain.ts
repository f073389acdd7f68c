import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { DomainGroup, Roles, rolesGranted } from './terms.ts'

/** What a group is granted on the account. */
export const listOnDomain = operation({
  id: 'KeystoneListDomainPermissionsForGroup',
  tag: 'Identity',
  summary: 'List what a group is granted on the account',
  method: 'GET',
  url: '/v3/domains/:domain_id/groups/:group_id/roles',
  access: 'account',
  action: 'iam:permissions:listRolesForGroupOnDomain',
  schema: { params: DomainGroup, response: { 200: Type.Object({ links: ListLinks, roles: Roles }) } },
  handler: async (call) => ({
    links: listLinks(call.request),
    roles: await rolesGranted(call, call.params),
  }),
})
