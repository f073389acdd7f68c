import type { Socket } from 'node:net'

import { type ApiError, errors } from '../errors.ts'
import { errorAnswer } from './error-handler.ts'
import { requestId } from './request-id.ts'

/** Answers what Node's HTTP parser refuses, before there is a request or a route, in the form of all errors. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const answer = apiErrorOf(error)
  const id = requestId()
  const body = JSON.stringify(errorAnswer(answer, id))
  socket.end(
    `HTTP/1.1 ${answer.status} ${answer.status === 431 ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${id}\r\nConnection: close\r\n\r\n${body}`,
  )
}

function apiErrorOf(error: NodeJS.ErrnoException): ApiError {
  if (error.code === 'HPE_HEADER_OVERFLOW') return errors.headersTooLarge()
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return errors.messageInvalid('it did not arrive in time')
  return errors.messageInvalid('it is not well-formed HTTP')
}
