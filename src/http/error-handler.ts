import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { ApiError, errors } from '../errors.ts'
import { isKeystonePath, keystoneError } from './keystone-error.ts'

/** PostgreSQL's classes and codes that pass by themselves: no connection, no resources, shutting down. */
const UNAVAILABLE = /^(08|53|57P)/
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EIO',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOSPC',
  'EDQUOT',
])

/** Answers every error by the one table; what is not in it is a 500 that says nothing of the inside. */
export function answerErrors(app: FastifyInstance): void {
  app.decorateRequest('errorCode', null)
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const known = toApiError(error)
    if (known.status >= 500) request.log.error({ err: error }, 'request failed')
    return sendError(known, request, reply)
  })
}

/** Sends an error in the form of its path: ours, or Keystone's (contract, errors.md). */
export function sendError(error: ApiError, request: FastifyRequest, reply: FastifyReply): object {
  request.errorCode = error.code
  void reply.code(error.status).headers(error.headers).type('application/json')
  // The error's own form, whatever the response schemas of the route are.
  reply.serializer((answer) => JSON.stringify(answer))
  return isKeystonePath(request.url) ? keystoneError(error) : errorAnswer(error, request.id)
}

/** The body of an error answer. */
export const errorAnswer = (error: ApiError, requestId: string) => ({
  error_code: error.code,
  error_msg: error.message,
  request_id: requestId,
  ...(error.reason === undefined ? {} : { encoded_authorization_message: error.reason }),
})

/** The row of the table that an error of Fastify, PostgreSQL or the system stands for. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const { code: given, statusCode = 500, message = '' } = Object(error) as Partial<FastifyError>
  // Those of the web platform, such as a time-out's, have a number.
  const code = typeof given === 'string' ? given : ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return errors.bodyTooLarge()
  if (code === 'FST_ERR_BAD_URL') return errors.apiNotFound()
  if (code.startsWith('FST_') && statusCode < 500) return errors.messageInvalid(message)
  if (UNAVAILABLE.test(code) || UNREACHABLE.has(code)) return errors.unavailable()
  // The pool's own error has no code.
  if (message.includes('timeout exceeded when trying to connect')) return errors.unavailable()
  return errors.internal()
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that is answered. */
    errorCode: string | null
  }
}
