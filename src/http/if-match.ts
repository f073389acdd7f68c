import type { FastifyRequest } from 'fastify'

/**
 * Whether a request's `If-Match` lets something with this entity tag be changed (RFC 9110, section 13.1.1): absent, `*`,
 * or one of the tags named. A weak tag matches none.
 *
 * @param etag with its quotes
 */
export function ifMatchHolds({ headers }: FastifyRequest, etag: string): boolean {
  const expected = headers['if-match']
  return expected === undefined || expected.split(',').some((tag) => ['*', etag].includes(tag.trim()))
}
