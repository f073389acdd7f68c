import type { FastifyInstance, FastifyRequest } from 'fastify'

import { forAccount } from '../database/scope.ts'
import { errors } from '../errors.ts'
import { authenticate } from '../iam/authenticate.ts'
import type { Caller } from '../iam/caller.ts'
import { KnownProjects } from '../iam/known-projects.ts'
import { LastUsed } from '../iam/last-used.ts'
import { type Permission, permit } from '../iam/permission.ts'
import { accountUrn, projectUrn } from '../iam/policy/resource.ts'
import { refuseReplay } from '../iam/replay.ts'
import { parseAuthorization } from '../iam/signature/authorization-header.ts'
import { conditionContext } from './condition-context.ts'
import type { Operation, Project } from './operation.ts'
import { parseBody } from './raw-body.ts'

/**
 * The checks between the route and the schemas, in the contract's order: credentials (401), project (404, 403),
 * permission (403), and only then what the body is (400).
 */
export function checkAccess(app: FastifyInstance): void {
  app.decorateRequest('caller', null)
  app.decorateRequest('project', null)
  app.decorateRequest('permission', null)
  const projects = new KnownProjects(app.services.database)
  const lastUsed = new LastUsed(app.services.pool, app.services.log)
  app.addHook('onClose', () => lastUsed.close())
  app.addHook('preValidation', async (request) => {
    const { operation } = request.routeOptions.config
    if (operation === undefined) return
    if (operation.access !== 'public') {
      request.caller = await authenticate(credentialsOf(request), app.services, (caller) =>
        request.audit.presented(caller),
      )
      lastUsed.note(request.caller)
      app.limits.countRequest(request.caller)
      await guardAgainstReplay(request, request.caller, operation)
      if (operation.access === 'project') request.project = await projectOf(request, request.caller, projects)
      if (operation.action !== undefined)
        request.permission = await permissionOf(request, request.caller, operation, operation.action)
    }
    if (operation.schema.body !== undefined) {
      request.body = parseBody(request.rawBody, operation.bodyOptional ?? false)
    }
  })
}

async function permissionOf(
  request: FastifyRequest,
  caller: Caller,
  { inEnterpriseProjects, aboutOneself = () => false }: Operation,
  action: string,
): Promise<Permission> {
  const { services } = request.server
  const { project } = request
  const [service = ''] = action.split(':')
  const database = forAccount(services.pool, caller.accountId)
  return await permit(database, services.reasonKeys, {
    caller,
    action,
    inEnterpriseProjects: inEnterpriseProjects ?? project !== null,
    needsNoPolicy: !caller.isAccount && (await aboutOneself({ request, caller, database })),
    resource:
      project === null
        ? accountUrn(service, caller.accountId)
        : projectUrn(services.settings.MUSTER_REGION, caller.accountId, project.id),
    projectId: project?.id ?? null,
    context: conditionContext(request, caller),
    requestId: request.id,
  })
}

const credentialsOf = (request: FastifyRequest) => ({
  method: request.method,
  rawTarget: request.raw.url ?? '/',
  headers: request.raw.headers,
  body: request.upload ?? request.rawBody,
  remoteAddress: request.ip,
})

const CHANGING = new Set(['POST', 'PUT', 'DELETE', 'PATCH'])

/** A signed request that changes something is served once (contract, iam.md section 1). */
async function guardAgainstReplay(
  request: FastifyRequest,
  { accessKey }: Caller,
  { makesTask = false }: Operation,
): Promise<void> {
  if (accessKey === null || !(makesTask || CHANGING.has(request.method))) return
  const parsed = parseAuthorization(request.headers.authorization)
  // It was read already by who found the caller.
  if (!parsed.ok) throw errors.credentialsMissing()
  await refuseReplay(request.server.services.database, accessKey, parsed.authorization.signature)
}

async function projectOf(request: FastifyRequest, caller: Caller, projects: KnownProjects): Promise<Project> {
  const { project_id: id = '' } = request.params as { project_id?: string }
  const project = await projects.find(id)
  if (project === undefined) throw errors.projectUnknown()
  // The account may use all of its projects; another project than the token's is for nobody else.
  const foreign = caller.tokenProjectId !== null && caller.tokenProjectId !== id && !caller.isAccount
  if (project.accountId !== caller.accountId || foreign) throw errors.projectForeign()
  return project
}
