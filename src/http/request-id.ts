import type { FastifyInstance } from 'fastify'

import { newId } from '../ids.ts'

/** The name of a request in answers and log: 32 hex digits. A caller's own is not taken over. */
export const requestId = (): string => newId()

/** Names the request in the headers of every answer. */
export function sendRequestId(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
  })
}
