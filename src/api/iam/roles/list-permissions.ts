import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { Enum } from '../../../http/schemas.ts'
import { systemPolicies } from '../../../iam/policy/system-policies.ts'
import { DomainId, NameFilter } from '../fields.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { requireOwnDomain } from '../own-domain.ts'
import { pageOf, paging } from './paging.ts'
import { Role, customRoles, systemRole } from './role.ts'

/** The system's roles and policies, or the account's own. */
export const listPermissions = operation({
  id: 'KeystoneListPermissions',
  tag: 'Identity',
  summary: 'List roles and policies',
  description: 'With `domain_id` the account’s own policies, without it the system’s roles and policies.',
  method: 'GET',
  url: '/v3/roles',
  access: 'account',
  action: 'iam:roles:listRoles',
  schema: {
    querystring: Type.Object({
      domain_id: Type.Optional(DomainId),
      name: NameFilter,
      display_name: NameFilter,
      catalog: NameFilter,
      permission_type: Type.Optional(Enum(['policy', 'role'])),
      type: Type.Optional(Enum(['domain', 'project', 'all'])),
      ...paging,
    }),
    response: {
      200: Type.Object({ links: ListLinks, roles: Type.Array(Role), total_number: Type.Integer() }),
    },
  },
  handler: async ({ query, request, caller, database }) => {
    requireOwnDomain(caller, query.domain_id)
    const roles =
      query.domain_id === undefined
        ? systemPolicies.map((policy) => systemRole(request, policy))
        : await customRoles({ request, caller, database })
    const hidden = { domain: 'XA', project: 'AX', all: undefined }[query.type ?? 'all']
    const found = roles.filter(
      (role) =>
        (['name', 'display_name', 'catalog'] as const).every(
          (field) => query[field] === undefined || query[field] === role[field],
        ) &&
        (query.permission_type ?? kindOf(role.policy)) === kindOf(role.policy) &&
        role.type !== hidden,
    )
    return { links: listLinks(request), roles: pageOf(found, query), total_number: found.length }
  },
})

/** Version 1.0 is that of roles. */
const kindOf = (document: object): 'policy' | 'role' =>
  (document as { Version?: string }).Version === '1.0' ? 'role' : 'policy'
