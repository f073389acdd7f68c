import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'

import type { OneselfQuestion } from '../../../http/operation.ts'
import { OrNull, RULE } from '../../../http/schemas.ts'
import { LONGEST_EMAIL, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../../iam/principals/names.ts'
import type { IamUser } from '../../../iam/principals/users.ts'
import { endpointOf } from '../endpoint.ts'
import { Id } from '../fields.ts'
import { Links } from '../keystone-lists.ts'
import { keystoneTime } from '../keystone-time.ts'

export const UserParams = Type.Object({ user_id: Id('ID of the IAM user') })

export const Email = Type.String({
  maxLength: LONGEST_EMAIL,
  pattern: String.raw`^$|^[^\s@]+@[^\s@]+$`,
  [RULE]: `an e-mail address of at most ${LONGEST_EMAIL} characters`,
})

export const Password = Type.String({
  minLength: SHORTEST_PASSWORD,
  maxLength: LONGEST_PASSWORD,
  pattern: String.raw`^\P{Cc}*$`,
  writeOnly: true,
  [RULE]: `${SHORTEST_PASSWORD}-${LONGEST_PASSWORD} characters of at least two kinds: lower case, upper case, digits, others`,
  description: 'Stored as a hash',
})

/** An IAM user as all paths show it; there is nothing in it that proves who one is. */
export const User = Type.Object({
  id: Type.String(),
  name: Type.String(),
  domain_id: Type.String(),
  description: Type.String(),
  email: Type.String(),
  enabled: Type.Boolean(),
  is_domain_owner: Type.Boolean({ description: 'The account itself' }),
  access_mode: Type.Literal('default'),
  pwd_status: Type.Boolean({ description: 'Whether the password must be changed' }),
  password_expires_at: OrNull(Type.String()),
  create_time: Type.String(),
  links: Links,
})

export const UserAnswer = Type.Object({ user: User })

export const userAnswer = (
  request: FastifyRequest,
  accountId: string,
  user: IamUser,
): Static<typeof User> => ({
  id: user.id,
  name: user.name,
  domain_id: accountId,
  description: user.description,
  email: user.email,
  enabled: user.enabled,
  is_domain_owner: user.is_account,
  access_mode: 'default',
  pwd_status: false,
  password_expires_at: null,
  create_time: keystoneTime(user.created_at),
  links: { self: `${endpointOf(request)}/v3/users/${encodeURIComponent(user.id)}` },
})

/** A request on a user by who is that user. */
export const isOwnUser = ({ request, caller }: OneselfQuestion): boolean =>
  (request.params as { user_id?: string }).user_id === caller.userId
