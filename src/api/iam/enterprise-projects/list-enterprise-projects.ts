import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { Enum, Offset } from '../../../http/schemas.ts'
import { listEnterpriseProjects as list } from '../../../iam/principals/enterprise-projects.ts'
import { Id, NameFilter } from '../fields.ts'
import { EnterpriseProject, enterpriseProjectAnswer } from './enterprise-project.ts'

/** The enterprise projects that the caller may see. */
export const listEnterpriseProjects = operation({
  id: 'ListEnterpriseProject',
  tag: 'Identity',
  summary: 'List enterprise projects',
  description:
    'Part of a name as `name` narrows the list. Who has the permission in single enterprise projects sees those.',
  method: 'GET',
  url: '/v1.0/enterprise-projects',
  access: 'account',
  action: 'eps:enterpriseProjects:list',
  inEnterpriseProjects: true,
  schema: {
    querystring: Type.Object({
      id: Type.Optional(Id()),
      name: NameFilter,
      status: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })),
      type: Type.Optional(Enum(['prod', 'poc'])),
      sort_key: Enum(['created_at', 'updated_at', 'name'], { default: 'created_at' }),
      sort_dir: Enum(['asc', 'desc'], { default: 'desc' }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 1000 }),
      offset: Offset,
    }),
    response: {
      200: Type.Object({
        enterprise_projects: Type.Array(EnterpriseProject),
        total_count: Type.Integer(),
      }),
    },
  },
  handler: async ({ query, caller, permission, database }) => {
    const visible = permission.enterpriseProjects
    const found = (await list(database, caller.accountId))
      .map(enterpriseProjectAnswer)
      .filter(
        ({ id, name, status, type }) =>
          (visible?.includes(id) ?? true) &&
          (query.id ?? id) === id &&
          name.includes(query.name ?? '') &&
          (query.status ?? status) === status &&
          (query.type ?? type) === type,
      )
    const sorted = found.toSorted((one, other) => compare(one[query.sort_key], other[query.sort_key]))
    if (query.sort_dir === 'desc') sorted.reverse()
    return {
      enterprise_projects: sorted.slice(query.offset, query.offset + query.limit),
      total_count: sorted.length,
    }
  },
})

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
