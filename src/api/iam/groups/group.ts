import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'

import type { IamGroup } from '../../../iam/principals/groups.ts'
import { endpointOf } from '../endpoint.ts'
import { Id } from '../fields.ts'
import { Links } from '../keystone-lists.ts'

export const GroupParams = Type.Object({ group_id: Id('ID of the group of IAM users') })
export const MemberParams = Type.Object({
  group_id: Id('ID of the group of IAM users'),
  user_id: Id('ID of the IAM user'),
})

/** A group of IAM users as Keystone shows it. */
export const Group = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  domain_id: Type.String(),
  create_time: Type.Integer({ description: 'Milliseconds since 1970' }),
  links: Links,
})

export const GroupAnswer = Type.Object({ group: Group })

export const groupAnswer = (
  request: FastifyRequest,
  accountId: string,
  { id, name, description, created_at }: IamGroup,
): Static<typeof Group> => ({
  id,
  name,
  description,
  domain_id: accountId,
  create_time: created_at.getTime(),
  links: { self: `${endpointOf(request)}/v3/groups/${encodeURIComponent(id)}` },
})
