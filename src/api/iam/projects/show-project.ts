import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { showProject as show } from '../../../iam/principals/projects.ts'
import { ProjectId } from '../fields.ts'
import { Project, projectAnswer } from '../keystone-lists.ts'

/** One of the account's projects, which everybody in it may list. */
export const showProject = operation({
  id: 'KeystoneShowProject',
  tag: 'Identity',
  summary: 'Show a project',
  method: 'GET',
  url: '/v3/projects/:project_id',
  access: 'account',
  schema: {
    params: Type.Object({ project_id: ProjectId }),
    response: { 200: Type.Object({ project: Project }) },
  },
  handler: async ({ params, caller: { accountId }, database, request }) => {
    const project = await show(database, accountId, params.project_id)
    return { project: projectAnswer(request, { ...project, account_id: accountId }) }
  },
})
