import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { createEnterpriseProject as create } from '../../../iam/principals/enterprise-projects.ts'
import { Description, Name } from '../fields.ts'
import { EnterpriseProjectAnswer, enterpriseProjectAnswer } from './enterprise-project.ts'

/** Creates an enterprise project. */
export const createEnterpriseProject = operation({
  id: 'CreateEnterpriseProject',
  tag: 'Identity',
  summary: 'Create an enterprise project',
  method: 'POST',
  url: '/v1.0/enterprise-projects',
  access: 'account',
  action: 'eps:enterpriseProjects:create',
  schema: {
    body: Type.Object({ name: Name('enterprise project'), description: Type.Optional(Description) }),
    response: { 201: EnterpriseProjectAnswer },
  },
  handler: async ({ body, caller, database, reply, audit }) => {
    const created = await create(database, caller.accountId, body)
    audit.note({ resources: [created.id], details: { name: created.name } })
    return await reply.code(201).send({ enterprise_project: enterpriseProjectAnswer(created) })
  },
})
