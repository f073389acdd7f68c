import type { FastifyInstance } from 'fastify'

import { errors } from '../errors.ts'

/** Largest request target and largest header block, in bytes (contract, errors.md). */
const URI_LIMIT = 32 * 1024
const HEADER_LIMIT = 128 * 1024

/**
 * What Node's parser takes, target and headers together. It is far above both limits since the parser cannot say
 * which of the two is too large, and answers what is beyond it as too large headers.
 */
export const PARSER_LIMIT = 1024 * 1024

/** Refuses what is wrong with a request before its path is looked at. */
export function checkRequestHead(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw }) => {
    if ((raw.url ?? '').length > URI_LIMIT) throw errors.uriTooLong()
    if (lengthOf(raw.rawHeaders) > HEADER_LIMIT) throw errors.headersTooLarge()
    // Node would answer this by itself, without a body and the request's id.
    if (raw.headers.host === undefined && raw.httpVersion === '1.1') {
      throw errors.messageInvalid('the header Host is missing')
    }
  })
  // And this: a server may pass over an expectation that it does not know (RFC 9110, section 10.1.1).
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
}

/** Of the lines `name: value` with their ends; Node gives names and values by turns. */
const lengthOf = (rawHeaders: readonly string[]): number =>
  rawHeaders.reduce((sum, text) => sum + text.length + 2, 0)
