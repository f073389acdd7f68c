import type { FastifyInstance } from 'fastify'

import { createSecurityToken } from './create-security-token.ts'

/**
 * Lets a temporary key be asked for with the token in the body, at `auth.identity.token.id` (contract, iam.md section
 * 2): where no other credentials came, it counts as X-Auth-Token. Set up before the check of credentials.
 */
export function acceptTokenInBody(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.config.operation !== createSecurityToken) return
    const { headers } = request.raw
    if (headers.authorization !== undefined || (headers['x-auth-token'] ?? '') !== '') return
    const token = tokenIn(request.rawBody)
    if (token !== undefined) headers['x-auth-token'] = token
  })
}

/** What is wrong with a body is told later, to who may call. */
function tokenIn(body: Buffer): string | undefined {
  try {
    const { auth } = JSON.parse(body.toString()) as { auth?: { identity?: { token?: { id?: unknown } } } }
    const id = auth?.identity?.token?.id
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}
