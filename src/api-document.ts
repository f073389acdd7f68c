import Fastify from 'fastify'

import { operations } from './app.ts'
import { describeApi } from './http/openapi.ts'
import { routeOf } from './http/operation.ts'
import type { OpenApiDocument } from './samples/openapi.ts'

/** The OpenAPI document of the operations that are served, made without a server, database or settings. */
export async function apiDocument(): Promise<OpenApiDocument> {
  const app = Fastify()
  // Nothing is validated: the routes are there to be described.
  app.setValidatorCompiler(() => () => true)
  await describeApi(app)
  for (const operation of operations) app.route(routeOf(operation))
  // Nothing fills in the default language either.
  const answer = await app.inject('/openapi.json?language=en_US')
  await app.close()
  return answer.json()
}
