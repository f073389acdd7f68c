import assert from 'node:assert/strict'
import { test } from 'node:test'

import { errors } from '../errors.ts'
import { errorAnswer, toApiError } from './error-handler.ts'

const coded = (code: unknown, statusCode?: number, message = 'inside') =>
  Object.assign(new Error(message), { code }, statusCode === undefined ? {} : { statusCode })

test('each kind of error has its row of the table', () => {
  const rows: [string, unknown, number, string][] = [
    ['an error of ours', errors.projectForeign(), 403, 'APIGW.0302'],
    ['a body that is too large', coded('FST_ERR_CTP_BODY_TOO_LARGE', 413), 413, 'APIGW.0201'],
    ['a path that cannot be decoded', coded('FST_ERR_BAD_URL', 400), 404, 'APIGW.0101'],
    ['a request that Fastify refuses', coded('FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400), 400, 'WKS.00139901'],
    ['a fault of Fastify', coded('FST_ERR_REP_ALREADY_SENT', 500), 500, 'APIGW.0601'],
    ['a lost connection to PostgreSQL', coded('08006'), 503, 'WKS.00050902'],
    ['too many connections', coded('53300'), 503, 'WKS.00050902'],
    ['a PostgreSQL that shuts down', coded('57P01'), 503, 'WKS.00050902'],
    ['a cancelled statement', coded('57014'), 500, 'APIGW.0601'],
    ['a violated constraint', coded('23505'), 500, 'APIGW.0601'],
    ['nobody listening', coded('ECONNREFUSED'), 503, 'WKS.00050902'],
    ['a full disk', coded('ENOSPC'), 503, 'WKS.00050902'],
    [
      'a pool without a free connection',
      new Error('timeout exceeded when trying to connect'),
      503,
      'WKS.00050902',
    ],
    ['a programming error', new TypeError('x is undefined'), 500, 'APIGW.0601'],
    ['an error with a number for a code', new DOMException('late', 'TimeoutError'), 500, 'APIGW.0601'],
    ['a text that was thrown', 'oops', 500, 'APIGW.0601'],
    ['nothing that was thrown', undefined, 500, 'APIGW.0601'],
  ]
  for (const [what, error, status, code] of rows) {
    const answer = toApiError(error)
    assert.deepEqual([answer.status, answer.code], [status, code], what)
  }
})

test('what an error of ours says of the inside goes no further', () => {
  assert.doesNotMatch(toApiError(coded('23505', 500, 'Key (secret)=(x)')).message, /secret/)
})

test('who is told to try again is told when', () => {
  assert.deepEqual(toApiError(coded('ECONNREFUSED')).headers, { 'retry-after': '5' })
})

test('the answer carries code, message and request', () => {
  assert.deepEqual(errorAnswer(errors.apiNotFound(), 'f'.repeat(32)), {
    error_code: 'APIGW.0101',
    error_msg: 'The API does not exist or has not been published in the environment.',
    request_id: 'f'.repeat(32),
  })
})
