import type { FastifyInstance } from 'fastify'

import { errors } from '../errors.ts'

/** Largest body, in bytes; imports have a limit of their own (contract, errors.md). */
export const BODY_LIMIT = 12 * 1024 * 1024

const NOTHING = Buffer.alloc(0)
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+ *(;|$)/
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Keeps the body of every request as it came, whatever its content type says, and leaves reading it to
 * {@link parseBody}: who may not call learns nothing from what is wrong with a body.
 */
export function keepRawBody(app: FastifyInstance): void {
  // The Node.js SDK sends, and signs, the body {} with some GETs.
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true })
  app.decorateRequest('rawBody')
  app.decorateRequest('upload', null)
  app.addHook('onRequest', async (request) => {
    request.rawBody = NOTHING
    // A type that is none would be refused by the framework, before anybody asks who is calling.
    const type = request.headers['content-type']
    if (type !== undefined && !MEDIA_TYPE.test(type)) {
      request.headers = { 'content-type': 'application/octet-stream' }
    }
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer
    done(null, undefined)
  })
}

/**
 * The JSON object that a body holds.
 *
 * @param optional an empty body is `{}`
 * @throws ApiError messageInvalid, bodyEmpty
 */
export function parseBody(raw: Buffer, optional: boolean): object {
  if (raw.length === 0) {
    if (optional) return {}
    throw errors.bodyEmpty()
  }
  const body = parseJson(raw)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw errors.messageInvalid('the body must be a JSON object')
  }
  return body
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(raw))
  } catch (error) {
    throw errors.messageInvalid(
      error instanceof SyntaxError ? `the body is not JSON (${error.message})` : 'the body is not UTF-8',
    )
  }
}
