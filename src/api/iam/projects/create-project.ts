import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { createProject as create, showProject } from '../../../iam/principals/projects.ts'
import { Description, DomainId, Name, ProjectId } from '../fields.ts'
import { Project, projectAnswer } from '../keystone-lists.ts'
import { requireOwnDomain } from '../own-domain.ts'

/** Creates a project, a directory of its own. */
export const createProject = operation({
  id: 'KeystoneCreateProject',
  tag: 'Identity',
  summary: 'Create a project',
  description:
    'Each has users and exports of its own. All projects lie directly below the account, also where `parent_id` names one of them.',
  method: 'POST',
  url: '/v3/projects',
  access: 'account',
  action: 'iam:projects:createProject',
  schema: {
    body: Type.Object({
      project: Type.Object({
        name: Name('project'),
        domain_id: Type.Optional(DomainId),
        parent_id: Type.Optional(ProjectId),
        description: Type.Optional(Description),
      }),
    }),
    response: { 201: Type.Object({ project: Project }) },
  },
  handler: async ({ body: { project }, caller, database, request, reply, audit }) => {
    const { accountId } = caller
    requireOwnDomain(caller, project.domain_id)
    const { parent_id: parent = accountId } = project
    if (parent !== accountId) await showProject(database, accountId, parent)
    const { id, name } = await create(database, accountId, project.name)
    audit.note({ resources: [id], details: { name } })
    return await reply
      .code(201)
      .send({ project: projectAnswer(request, { id, name, account_id: accountId }) })
  },
})
