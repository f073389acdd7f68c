import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { listProjects as projectsOf } from '../../iam/project.ts'
import { ListLinks, Project, listLinks, projectAnswer } from './keystone-lists.ts'

const Text = Type.Optional(Type.String({ maxLength: 255 }))

/** The account's projects; an SDK finds its project by the name of its region (contract, iam.md section 2). */
export const listProjects = operation({
  id: 'KeystoneListProjects',
  tag: 'Identity',
  summary: 'List projects',
  description: 'A region’s name as `name` gives the one project that is called so.',
  method: 'GET',
  url: '/v3/projects',
  access: 'account',
  schema: {
    querystring: Type.Object({
      name: Text,
      domain_id: Text,
      parent_id: Text,
      enabled: Type.Optional(Type.Boolean()),
      is_domain: Type.Optional(Type.Boolean()),
      page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
      per_page: Type.Integer({ minimum: 1, maximum: 5000, default: 5000 }),
    }),
    response: { 200: Type.Object({ links: ListLinks, projects: Type.Array(Project) }) },
  },
  handler: async ({ query, caller, database, request }) => {
    const projects = await projectsOf(database, caller.accountId)
    const found = projects
      .map((project) => projectAnswer(request, project))
      .filter((project) =>
        (['name', 'domain_id', 'parent_id', 'enabled', 'is_domain'] as const).every(
          (field) => query[field] === undefined || query[field] === project[field],
        ),
      )
    const first = (query.page - 1) * query.per_page
    return { links: listLinks(request), projects: found.slice(first, first + query.per_page) }
  },
})
