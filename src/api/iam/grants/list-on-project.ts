import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { ProjectGroup, Roles, rolesGranted } from './terms.ts'

/** What a group is granted on a project. */
export const listOnProject = operation({
  id: 'KeystoneListProjectPermissionsForGroup',
  tag: 'Identity',
  summary: 'List what a group is granted on a project',
  method: 'GET',
  url: '/v3/projects/:project_id/groups/:group_id/roles',
  access: 'account',
  action: 'iam:permissions:listRolesForGroupOnProject',
  schema: { params: ProjectGroup, response: { 200: Type.Object({ links: ListLinks, roles: Roles }) } },
  handler: async (call) => ({
    links: listLinks(call.request),
    roles: await rolesGranted(call, call.params),
  }),
})
