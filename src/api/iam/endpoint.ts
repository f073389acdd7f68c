import type { FastifyRequest } from 'fastify'

/** Where the server is for whoever sent this request: the scheme and the host by which it came. */
export const endpointOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`
