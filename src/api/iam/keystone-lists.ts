import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'

import { OrNull } from '../../http/schemas.ts'
import { endpointOf } from './endpoint.ts'

/** The address of a thing by itself. */
export const Links = Type.Object({ self: Type.String() })
/** The addresses of a list; there is one page only. */
export const ListLinks = Type.Object({
  self: Type.String(),
  previous: OrNull(Type.String()),
  next: OrNull(Type.String()),
})

/** The addresses of the list that a request asked for. */
export const listLinks = (request: FastifyRequest) => ({
  self: `${endpointOf(request)}${request.url}`,
  previous: null,
  next: null,
})

export const Project = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  domain_id: Type.String(),
  parent_id: Type.String(),
  enabled: Type.Boolean(),
  is_domain: Type.Boolean(),
  links: Links,
})

/** A project as Keystone shows it; all of them lie directly below the account. */
export const projectAnswer = (
  request: FastifyRequest,
  { id, name, account_id }: { id: string; name: string; account_id: string },
) => ({
  id,
  name,
  description: '',
  domain_id: account_id,
  parent_id: account_id,
  enabled: true,
  is_domain: false,
  links: { self: `${endpointOf(request)}/v3/projects/${encodeURIComponent(id)}` },
})
