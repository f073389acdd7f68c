import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'

import type { IdempotencyKey } from '../../exports/idempotency.ts'
import { RULE } from '../../http/schemas.ts'

export const IdempotencyKeyHeader = Type.Object({
  'x-idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[!-~]{1,64}$',
      [RULE]: '1-64 printable ASCII characters without blanks',
      description: 'A repeat within 24 hours answers the first task’s ID',
    }),
  ),
})

/** The key that a request carries for its repeats, with the validated request that they must be too. */
export function idempotencyKeyOf(request: FastifyRequest, understood: object): IdempotencyKey | undefined {
  const key = request.headers['x-idempotency-key']
  return typeof key === 'string' ? { key, request: understood } : undefined
}
