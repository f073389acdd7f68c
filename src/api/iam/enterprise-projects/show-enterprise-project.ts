import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { showEnterpriseProject as show } from '../../../iam/principals/enterprise-projects.ts'
import { Id } from '../fields.ts'
import { EnterpriseProjectAnswer, enterpriseProjectAnswer } from './enterprise-project.ts'

/** One enterprise project. */
export const showEnterpriseProject = operation({
  id: 'ShowEnterpriseProject',
  tag: 'Identity',
  summary: 'Show an enterprise project',
  method: 'GET',
  url: '/v1.0/enterprise-projects/:enterprise_project_id',
  access: 'account',
  action: 'eps:enterpriseProjects:get',
  inEnterpriseProjects: true,
  schema: {
    params: Type.Object({ enterprise_project_id: Id('ID of the enterprise project') }),
    response: { 200: EnterpriseProjectAnswer },
  },
  handler: async ({ params: { enterprise_project_id: id }, caller, permission, database }) => {
    // First, so that who may not see it does not learn whether it is there.
    await permission.requireEnterpriseProject(id)
    const found = await show(database, caller.accountId, id)
    return { enterprise_project: enterpriseProjectAnswer(found) }
  },
})
