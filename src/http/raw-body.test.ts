import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ApiError } from '../errors.ts'
import { parseBody } from './raw-body.ts'

const isError = (code: string, words: RegExp) => (error: unknown) =>
  error instanceof ApiError && error.status === 400 && error.code === code && words.test(error.message)

test('an object is read, also in Chinese and with blanks around it', () => {
  assert.deepEqual(parseBody(Buffer.from('{"user_name":"李"}'), false), { user_name: '李' })
  assert.deepEqual(parseBody(Buffer.from(' {}\n'), false), {})
})

test('an empty body is {} where it may be left out, and an error of its own elsewhere', () => {
  assert.deepEqual(parseBody(Buffer.alloc(0), true), {})
  assert.throws(() => parseBody(Buffer.alloc(0), false), isError('WKS.0001', /is empty/))
})

test('what is no JSON object is refused, and why is said', () => {
  const bad: [string | Buffer, RegExp][] = [
    ['{"a":', /not JSON \(.+\)/],
    ['{a:1}', /not JSON/],
    [' ', /not JSON/],
    ['\u{feff}', /not JSON/],
    ['[]', /must be a JSON object/],
    ['null', /must be a JSON object/],
    ['"text"', /must be a JSON object/],
    ['7', /must be a JSON object/],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /not UTF-8/],
    [Buffer.from('{"a":"é"}', 'latin1'), /not UTF-8/],
  ]
  for (const [body, why] of bad) {
    assert.throws(
      () => parseBody(Buffer.from(body as string), true),
      isError('WKS.00139901', why),
      String(body),
    )
  }
})

test('a field called __proto__ is a field like any other', () => {
  const body = parseBody(Buffer.from('{"__proto__":{"admin":true}}'), false)
  assert.equal(Reflect.get(body, 'admin'), undefined)
})
