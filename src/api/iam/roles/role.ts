import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'

import type { Call } from '../../../http/operation.ts'
import { Enum, OrNull } from '../../../http/schemas.ts'
import { serviceOf } from '../../../iam/policy/action.ts'
import type { PolicyDocument } from '../../../iam/policy/document.ts'
import { LONGEST_DOCUMENT } from '../../../iam/policy/document.ts'
import { type SystemPolicy, systemPolicies } from '../../../iam/policy/system-policies.ts'
import { type CustomPolicy, countGrants, listPolicies } from '../../../iam/principals/policies.ts'
import { endpointOf } from '../endpoint.ts'
import { Description, Id, Name } from '../fields.ts'
import { Links } from '../keystone-lists.ts'

export const RoleParams = Type.Object({ role_id: Id('ID of the role or policy') })

/** The fields in which a policy of the account's own comes. */
export const roleFields = {
  display_name: Name('policy'),
  type: Type.Optional(Enum(['AX', 'XA'], { description: 'Follows from the actions, whatever is given' })),
  description: Type.Optional(Description),
  policy: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: `Version 1.0 or 1.1, for identity policies 5.0, and Statement; ${LONGEST_DOCUMENT} characters at most`,
  }),
}

/** A role or policy, a system one or of the account's own, as all paths show it. */
export const Role = Type.Object({
  id: Type.String(),
  name: Type.String(),
  display_name: Type.String(),
  type: Type.String({ enum: ['AA', 'AX', 'XA'] }),
  catalog: Type.String(),
  description: Type.String(),
  description_cn: Type.String(),
  domain_id: OrNull(Type.String({ description: 'Null: a system role or policy, which every account has' })),
  flag: Type.Optional(Type.Literal('fine_grained', { description: 'A system policy' })),
  references: Type.Optional(Type.Integer({ description: 'How often it is granted' })),
  created_time: Type.Optional(Type.String({ description: 'Milliseconds since 1970' })),
  updated_time: Type.Optional(Type.String({ description: 'Milliseconds since 1970' })),
  policy: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
  links: Links,
})
type Role = Static<typeof Role>

export const RoleAnswer = Type.Object({ role: Role })

const linksOf = (request: FastifyRequest, id: string) => ({
  self: `${endpointOf(request)}/v3/roles/${encodeURIComponent(id)}`,
})

/** A system role or policy, as a path shows it. */
export const systemRole = (request: FastifyRequest, policy: SystemPolicy): Role => ({
  id: policy.id,
  name: policy.name,
  display_name: policy.display_name,
  type: policy.type,
  catalog: policy.catalog,
  description: policy.description,
  description_cn: policy.description,
  domain_id: null,
  ...(policy.policy.Version === '1.0' ? {} : { flag: 'fine_grained' as const }),
  policy: policy.policy,
  links: linksOf(request, policy.id),
})

/** A policy of the account's own, as a path shows it. */
export const customRole = (
  request: FastifyRequest,
  accountId: string,
  policy: CustomPolicy,
  references: number,
): Role => ({
  id: policy.id,
  name: `custom_${policy.id}`,
  display_name: policy.name,
  type: typeOf(policy.document as PolicyDocument),
  catalog: 'CUSTOMED',
  description: policy.description,
  description_cn: policy.description,
  domain_id: accountId,
  references,
  created_time: String(policy.created_at.getTime()),
  updated_time: String(policy.updated_at.getTime()),
  policy: policy.document,
  links: linksOf(request, policy.id),
})

/** The services that belong to no project. */
const GLOBAL = new Set(['iam', 'sts', 'eps'])

/** Where the public reference shows a policy: with the account where all of its actions are on that, else with projects. */
function typeOf({ Statement }: PolicyDocument): 'AX' | 'XA' {
  const isGlobal = ({ Action }: { Action?: string[] }) =>
    Action?.every((action) => GLOBAL.has(serviceOf(action))) ?? false
  return Statement.every(isGlobal) ? 'AX' : 'XA'
}

type Looking = Pick<Call, 'request' | 'caller' | 'database'>

/** The account's own policies, by name. */
export async function customRoles({ request, caller, database }: Looking): Promise<Role[]> {
  const grants = await countGrants(database, caller.accountId)
  const policies = await listPolicies(database, caller.accountId)
  return policies.map((policy) => customRole(request, caller.accountId, policy, grants.get(policy.id) ?? 0))
}

/** All that the account can grant: the system's, then its own. */
export const allRoles = async (looking: Looking): Promise<Role[]> => [
  ...systemPolicies.map((policy) => systemRole(looking.request, policy)),
  ...(await customRoles(looking)),
]
