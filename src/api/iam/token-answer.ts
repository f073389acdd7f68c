import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'

import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { findProject } from '../../iam/project.ts'
import { rolesOf } from '../../iam/roles.ts'
import type { ValidToken } from '../../iam/token.ts'
import { endpointOf } from './endpoint.ts'
import { keystoneTime } from './keystone-time.ts'

const Named = Type.Object({ id: Type.String(), name: Type.String() })
const InDomain = Type.Object({ id: Type.String(), name: Type.String(), domain: Named })

const Service = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  endpoints: Type.Array(
    Type.Object({
      id: Type.String(),
      interface: Type.Literal('public'),
      region: Type.String(),
      region_id: Type.String(),
      url: Type.String(),
    }),
  ),
})

/** A token as Keystone describes it (contract, iam.md section 2). */
export const TokenAnswer = Type.Object({
  token: Type.Object({
    expires_at: Type.String(),
    issued_at: Type.String(),
    methods: Type.Array(Type.String()),
    project: Type.Optional(InDomain),
    domain: Type.Optional(Named),
    roles: Type.Array(Named, { description: 'The user’s grants; empty: none' }),
    user: InDomain,
    catalog: Type.Array(Service),
  }),
})

/**
 * Describes a token to who asks.
 *
 * @param database as the token's account sees it
 */
export async function describeToken(
  database: Database,
  token: Omit<ValidToken, 'generation'>,
  { request, withCatalog }: { request: FastifyRequest; withCatalog: boolean },
): Promise<Static<typeof TokenAnswer>> {
  const { caller } = token
  const domain = { id: caller.accountId, name: caller.accountName }
  const projectId = caller.tokenProjectId
  const project = projectId === null ? null : await findProject(database, caller.accountId, { id: projectId })
  if (project === undefined) throw errors.tokenUnreadable()
  return {
    token: {
      expires_at: keystoneTime(token.expiresAt),
      issued_at: keystoneTime(token.issuedAt),
      methods: [...token.methods],
      ...(project === null ? { domain } : { project: { ...project, domain } }),
      roles: await rolesOf(database, caller),
      user: { id: caller.userId, name: caller.userName, domain },
      catalog: withCatalog ? catalogOf(request) : [],
    },
  }
}

/** Where the services are: here, by the URL under which the caller reached this one. */
function catalogOf(request: FastifyRequest): Static<typeof Service>[] {
  const endpoint = endpointOf(request)
  const region = request.server.services.settings.MUSTER_REGION
  const service = (type: string, name: string, url: string) => ({
    id: type,
    name,
    type,
    endpoints: [{ id: `${type}-public`, interface: 'public' as const, region, region_id: region, url }],
  })
  return [service('identity', 'iam', `${endpoint}/v3`), service('workspace', 'workspace', endpoint)]
}
