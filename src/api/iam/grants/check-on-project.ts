import { NoContent, operation } from '../../../http/operation.ts'
import { requireGrant } from '../../../iam/principals/grants.ts'
import { ProjectGroupRole, termsOf } from './terms.ts'

/** Whether a group was granted a role or policy on a project: 204, or 404. */
export const checkOnProject = operation({
  id: 'KeystoneCheckProjectPermissionForGroup',
  tag: 'Identity',
  summary: 'Ask whether a group has a role or policy on a project',
  method: 'HEAD',
  url: '/v3/projects/:project_id/groups/:group_id/roles/:role_id',
  access: 'account',
  action: 'iam:permissions:checkRoleForGroupOnProject',
  schema: { params: ProjectGroupRole, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await requireGrant(database, caller.accountId, termsOf(params))
    return await reply.code(204).send()
  },
})
