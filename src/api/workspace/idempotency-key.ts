import type { FastifyRequest } from 'fastify'

import type { IdempotencyKey } from '../../exports/idempotency.ts'

/** The key that a request carries for its repeats, with the validated body that they must have too. */
export function idempotencyKeyOf(request: FastifyRequest, body: object): IdempotencyKey | undefined {
  const key = request.headers['x-idempotency-key']
  return typeof key === 'string' ? { key, request: body } : undefined
}
