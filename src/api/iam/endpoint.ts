import type { FastifyRequest } from 'fastify'

/**
 * Where the server is for whoever sent this request: the scheme and the host by which it came. A proxy in front keeps
 * the Host header, which is signed; what it says in X-Forwarded-Host is not looked at.
 */
export const endpointOf = ({ protocol, headers }: FastifyRequest): string =>
  `${protocol}://${headers.host ?? ''}`
