import assert from 'node:assert/strict'
import { STATUS_CODES } from 'node:http'

import { isKeystonePath } from '../../src/http/keystone-error.ts'
import type { Answer } from './http.ts'

/** What Keystone's paths answer for an error. */
export interface KeystoneError {
  readonly error: { readonly code: number; readonly message: string; readonly title: string }
}

/** What all other paths answer for an error. */
export interface ErrorBody {
  readonly error_code: string
  readonly error_msg: string
  readonly request_id: string
}

/** What holds for every answer, whatever was asked (contract, conventions and errors.md). */
export function checkAnswer(answer: Answer, { method, target }: { method: string; target: string }): void {
  const asked = `${method} ${target.slice(0, 200)}`
  const id = String(answer.headers['x-request-id'])
  assert.match(id, /^[0-9a-f]{32}$/, `${asked}: X-Request-Id`)
  assert.ok(answer.status < 500, `${asked}: ${answer.status} ${answer.text}`)
  if (answer.status < 400 || method === 'HEAD' || answer.status === 416) return
  assert.match(String(answer.headers['content-type']), /^application\/json(;|$)/, `${asked}: Content-Type`)
  if (isKeystonePath(target)) {
    const { error } = answer.json<KeystoneError>()
    assert.equal(error.code, answer.status, asked)
    assert.equal(error.title, STATUS_CODES[answer.status], asked)
    assert.equal(typeof error.message, 'string', asked)
    return
  }
  const body = answer.json<ErrorBody>()
  // Only a refusal has a reason to tell.
  const reason = answer.status === 403 && 'encoded_authorization_message' in body
  const fields = [
    ...(reason ? ['encoded_authorization_message'] : []),
    'error_code',
    'error_msg',
    'request_id',
  ]
  assert.deepEqual(Object.keys(body).toSorted(), fields, `${asked}: ${answer.text}`)
  assert.equal(body.request_id, id, `${asked}: request_id is not X-Request-Id`)
  assert.ok(body.error_msg.length > 0, `${asked}: no error_msg`)
  // Nothing of the inside: no stack, no statement, no path of a file.
  assert.doesNotMatch(answer.text, /node_modules|\.ts:\d|SELECT |INSERT |violates/, asked)
}
