import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { errors } from '../errors.ts'
import { sendError } from './error-handler.ts'

/**
 * Answers paths that no route has with 404, and known paths under another method with 405 and `Allow`. Set up
 * before the routes are.
 */
export function answerUnknownPaths(app: FastifyInstance): void {
  const known: { path: RegExp; methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    known.push({ path: pattern(url), methods: [method].flat() })
  })
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = new Set(known.filter((route) => route.path.test(path)).flatMap((route) => route.methods))
    const error =
      methods.size === 0 ? errors.apiNotFound() : errors.methodNotAllowed([...methods].toSorted().join(', '))
    return await reply.send(sendError(error, request, reply))
  }
  app.setNotFoundHandler(answer)
  // Already before the body is read: what is wrong with that comes later in the order of checks.
  app.addHook('onRequest', async (request, reply) =>
    request.is404 ? await answer(request, reply) : undefined,
  )
}

/** A route's path, such as `/v2/:project_id/users`, as an expression. */
function pattern(url: string): RegExp {
  const literal = url.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${literal.replaceAll(/:\w+/g, '[^/]+')}$`)
}
