import type { FastifyInstance } from 'fastify'

/** One line a request: which operation, what came of it, how long it took. No header, query or body. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation?.id
    if (operation === undefined) return
    request.log.info(
      {
        operation,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        project_id: request.project?.id,
        user_id: request.caller?.userId,
      },
      'request',
    )
  })
}
