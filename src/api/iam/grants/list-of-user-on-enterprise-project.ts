import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { EnterpriseProjectUser, Roles, rolesGranted } from './terms.ts'

/** What an IAM user is granted on an enterprise project. */
export const listOfUserOnEnterpriseProject = operation({
  id: 'ListRolesForUserOnEnterpriseProject',
  tag: 'Identity',
  summary: 'List what an IAM user is granted on an enterprise project',
  method: 'GET',
  url: '/v3.0/OS-PERMISSION/enterprise-projects/:enterprise_project_id/users/:user_id/roles',
  access: 'account',
  action: 'iam:permissions:listRolesForUserOnEnterpriseProject',
  schema: { params: EnterpriseProjectUser, response: { 200: Type.Object({ roles: Roles }) } },
  handler: async (call) => ({
    roles: await rolesGranted(call, call.params),
  }),
})
