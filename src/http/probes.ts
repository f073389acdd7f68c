import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'

import type { Services } from '../services.ts'
import { answerErrors } from './error-handler.ts'
import { answerHealth } from './health.ts'
import { answerMetrics } from './metrics.ts'
import { answerUnknownPaths } from './not-found.ts'
import { requestId } from './request-id.ts'

/** `/livez`, `/readyz` and `/metrics` on a port of their own: a worker has no other, and a network may keep it inside. */
export async function createProbes(services: Services): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = services.log
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestId,
    bodyLimit: 1024,
    requestTimeout: 10_000,
  })
  app.decorate('services', services)
  answerErrors(app)
  answerUnknownPaths(app)
  answerHealth(app)
  answerMetrics(app)
  await app.ready()
  return app
}
