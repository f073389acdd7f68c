import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { EnterpriseProjectGroup, Roles, rolesGranted } from './terms.ts'

/** What a group is granted on an enterprise project. */
export const listOfGroupOnEnterpriseProject = operation({
  id: 'ListRolesForGroupOnEnterpriseProject',
  tag: 'Identity',
  summary: 'List what a group is granted on an enterprise project',
  method: 'GET',
  url: '/v3.0/OS-PERMISSION/enterprise-projects/:enterprise_project_id/groups/:group_id/roles',
  access: 'account',
  action: 'iam:permissions:listRolesForGroupOnEnterpriseProject',
  schema: { params: EnterpriseProjectGroup, response: { 200: Type.Object({ roles: Roles }) } },
  handler: async (call) => ({
    roles: await rolesGranted(call, call.params),
  }),
})
