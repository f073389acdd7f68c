import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { listProjects } from '../../iam/project.ts'
import { ListLinks, Project, listLinks, projectAnswer } from './keystone-lists.ts'

/** The projects for which the caller gets a token: all of its account's (contract, iam.md section 2). */
export const listAuthProjects = operation({
  id: 'KeystoneListAuthProjects',
  tag: 'Identity',
  summary: 'List the projects for which one gets a token',
  method: 'GET',
  url: '/v3/auth/projects',
  access: 'account',
  schema: { response: { 200: Type.Object({ links: ListLinks, projects: Type.Array(Project) }) } },
  handler: async ({ caller, database, request }) => {
    const projects = await listProjects(database, caller.accountId)
    return { links: listLinks(request), projects: projects.map((project) => projectAnswer(request, project)) }
  },
})
