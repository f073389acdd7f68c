import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { errors } from '../errors.ts'
import { sendError } from './error-handler.ts'

interface Known {
  readonly url: string
  readonly path: RegExp
  readonly methods: readonly string[]
}

/**
 * Answers paths that no route has with 404, and known paths under another method with 405 and `Allow`. A path that is
 * one route's own, such as `…/users/batch-delete`, is not another's with a parameter (`…/users/:user_id`), whatever the
 * method, though the router would pass it on. Set up before the routes are.
 */
export function answerUnknownPaths(app: FastifyInstance): void {
  const known: Known[] = []
  app.addHook('onRoute', ({ url, method }) => {
    known.push({ url, path: pattern(url), methods: [method].flat() })
  })
  const answer = (request: FastifyRequest, reply: FastifyReply) =>
    refuse(request, reply, closest(known.filter((route) => route.path.test(pathOf(request)))))
  app.setNotFoundHandler(answer)
  /** By the URL of a route: its own path, and the routes whose path its parameters would match. */
  const rivals = new Map<string, { readonly own: RegExp; readonly closer: readonly Known[] }>()
  const rivalsOf = (url: string) => {
    const own = pattern(url)
    const found = { own, closer: known.filter((route) => route.url !== url && own.test(route.url)) }
    rivals.set(url, found)
    return found
  }
  // Already before the body is read: what is wrong with that comes later in the order of checks.
  app.addHook('onRequest', async (request, reply) => {
    const { url = '' } = request.routeOptions
    if (request.is404) return await answer(request, reply)
    const path = pathOf(request)
    const { own, closer } = rivals.get(url) ?? rivalsOf(url)
    // To the router an empty part of a path is a parameter as well.
    if (!url.includes('*') && !own.test(path)) return await answer(request, reply)
    const meant = closer.filter((route) => route.path.test(path))
    return meant.length === 0 ? undefined : await refuse(request, reply, meant)
  })
}

/** Those whose URL leaves the least open. */
function closest(routes: readonly Known[]): readonly Known[] {
  const open = ({ url }: Known) => url.split(':').length
  const least = Math.min(...routes.map(open))
  return routes.filter((route) => open(route) === least)
}

/** 404 where a path is no route's, 405 where it is some routes' under other methods. */
async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  routes: readonly Known[],
): Promise<FastifyReply> {
  const methods = new Set(routes.flatMap((route) => route.methods))
  const error =
    methods.size === 0 ? errors.apiNotFound() : errors.methodNotAllowed([...methods].toSorted().join(', '))
  return await reply.send(sendError(error, request, reply))
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? ''

/** A route's path, such as `/v2/:project_id/users`, as an expression. */
function pattern(url: string): RegExp {
  const literal = url.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${literal.replaceAll(/:\w+/g, '[^/]+')}$`)
}
